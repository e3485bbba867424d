package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The API server as clients meet it: credentials, fault points, discovery, and the verbs. Fault
 * points carry the group as service ({@code core} for the core group) and verb and plural as
 * operation: {@code apply services}.
 */
public final class KubeApi {
  private final ResourceCatalog catalog;
  private final Discovery discovery;
  private final Verbs verbs;
  private final AccessRules access;
  private final CallGate gate;
  private final String token;
  private volatile Runnable afterWrite = () -> {};
  private volatile PodLogs logs = pod -> List.of();

  public KubeApi(
      ResourceCatalog catalog, Verbs verbs, AccessRules access, CallGate gate, String token) {
    this.catalog = catalog;
    this.discovery = new Discovery(catalog);
    this.verbs = verbs;
    this.access = access;
    this.gate = gate;
    this.token = token;
  }

  /** Where the logs of pods are read from. */
  public void logs(PodLogs source) {
    logs = source;
  }

  /** Run after each write that is kept, before it is answered. */
  public void afterWrite(Runnable task) {
    afterWrite = task;
  }

  /**
   * Answers one request.
   *
   * @throws ConnectionLostException when a fault ends the connection without an answer
   */
  public Answer handle(WireRequest request) throws ConnectionLostException {
    if (!request.headers().first("Authorization").orElse("").equals("Bearer " + token)) {
      return new Answer.Whole(KubeWire.refused(KubeErrors.unauthorized()));
    }
    Optional<ApiRequest> objects = ApiRequest.from(request, catalog);
    if (objects.isPresent()) {
      return objects(objects.get());
    }
    if (request.path().equals("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")) {
      CallGate.Arrival arrival =
          new CallGate.Arrival(
              "authorization.k8s.io", "review access", Access.READ, asked(request));
      return new Answer.Whole(
          gate.pass(
              arrival,
              stale -> KubeWire.answer(201, access.review((ObjectNode) Json.read(request.text()))),
              KubeWire::fault));
    }
    CallGate.Arrival arrival =
        new CallGate.Arrival("discovery", "get", Access.READ, request.path());
    return new Answer.Whole(gate.pass(arrival, stale -> document(request), KubeWire::fault));
  }

  private static String asked(WireRequest request) {
    JsonNode asked = Json.read(request.text()).path("spec").path("resourceAttributes");
    return asked.path("verb").asText() + " " + asked.path("resource").asText();
  }

  private WireResponse document(WireRequest request) {
    if (request.path().matches("/(healthz|livez|readyz)(/.*)?")) {
      return WireResponse.of(200, "text/plain; charset=utf-8", "ok");
    }
    if (request.path().startsWith("/openapi/v3")) {
      return KubeWire.answer(200, Json.object().set("paths", Json.object()));
    }
    return discovery
        .at(request.path())
        .map(json -> KubeWire.answer(200, json))
        .orElseGet(KubeWire::noSuchPath);
  }

  private Answer objects(ApiRequest request) throws ConnectionLostException {
    Optional<ApiRequest.Verb> verb = request.verb();
    if (verb.isEmpty()) {
      return new Answer.Whole(KubeWire.refused(KubeErrors.methodNotAllowed()));
    }
    ResourceType type = request.type();
    String name = verb.get().name().toLowerCase(Locale.ROOT);
    CallGate.Arrival arrival =
        new CallGate.Arrival(
            type.group().isEmpty() ? "core" : type.group(),
            name
                + " "
                + type.plural()
                + (request.subresource().isEmpty() ? "" : "/" + request.subresource()),
            accessOf(request, verb.get()),
            request.target());
    WatchHolder holder = new WatchHolder();
    WireResponse response;
    try {
      response =
          gate.pass(arrival, stale -> work(request, verb.get(), stale, holder), KubeWire::fault);
    } catch (ConnectionLostException | Error e) {
      holder.end();
      throw e;
    }
    if (holder.watch != null && response.status() == 200) {
      return holder.watch;
    }
    holder.end();
    return new Answer.Whole(response);
  }

  private static final class WatchHolder {
    private Answer.Watch watch;

    private void end() {
      if (watch != null) {
        watch.over().run();
      }
    }
  }

  private static Access accessOf(ApiRequest request, ApiRequest.Verb verb) {
    return switch (verb) {
      case GET, LIST, WATCH -> Access.READ;
      default -> request.dryRun() ? Access.READ : Access.MUTATION;
    };
  }

  /** What a pod wrote until now; a log that is followed ends there too. */
  private WireResponse log(ApiRequest request) {
    verbs.mustExist(request);
    Instant since = request.parameter("sinceTime").map(Instant::parse).orElse(Instant.MIN);
    boolean timed = request.flag("timestamps");
    List<String> lines =
        logs.lines(request.name()).stream()
            .filter(line -> !line.time().isBefore(since))
            .map(line -> timed ? line.time() + " " + line.text() : line.text())
            .toList();
    int tail = request.parameter("tailLines").map(Integer::parseInt).orElse(lines.size());
    List<String> last = lines.subList(Math.max(0, lines.size() - tail), lines.size());
    String text = last.isEmpty() ? "" : String.join("\n", last) + "\n";
    return WireResponse.of(200, "text/plain", text);
  }

  private WireResponse work(
      ApiRequest request, ApiRequest.Verb verb, boolean stale, WatchHolder holder) {
    try {
      access.check(request, verb);
      if (verb == ApiRequest.Verb.APPLY && !verbs.exists(request)) {
        access.checkCreate(request);
      }
      if (request.subresource().equals("log")) {
        return log(request);
      }
      if (verb == ApiRequest.Verb.WATCH) {
        holder.watch = verbs.watch(request);
        return WireResponse.of(200, "application/json", "");
      }
      WireResponse response = verbs.run(request, verb, stale);
      if (accessOf(request, verb) == Access.MUTATION) {
        afterWrite.run();
      }
      return verb == ApiRequest.Verb.GET ? KubeWire.asAccepted(request, response) : response;
    } catch (KubeRefusal refusal) {
      return KubeWire.refused(refusal);
    } catch (JsonProcessingException e) {
      return KubeWire.refused(
          KubeErrors.badRequest(
              "the object provided is unrecognized (must be of type %s): %s"
                  .formatted(request.type().kind(), e.getOriginalMessage())));
    }
  }
}
