package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The resource manager: finds the call, and takes it through authentication, fault point,
 * validation, commit and answer.
 */
public final class ArmWire {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Offer> offers;
  private final Ledger ledger;
  private final CallGate gate;
  private final Function<WireRequest, Caller> callers;
  private final Admission admission;
  private final Whims whims;

  /** {@code callers} tells whose token a request bears, or refuses. */
  public ArmWire(
      List<Provider> providers,
      Ledger ledger,
      CallGate gate,
      Function<WireRequest, Caller> callers,
      Admission admission,
      Whims whims) {
    this.offers =
        providers.stream()
            .flatMap(
                provider -> provider.routes().all().stream().map(each -> new Offer(each, provider)))
            .toList();
    this.ledger = ledger;
    this.gate = gate;
    this.callers = callers;
    this.admission = admission;
    this.whims = whims;
  }

  private record Offer(Route route, Provider provider) {}

  private record Match(Route route, Provider provider, Map<String, String> places, Caller caller) {}

  /** Answers one request. */
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    Match match;
    try {
      Caller caller = callers.apply(request);
      match = match(caller, request);
      check(match, request);
    } catch (ArmRefusal refusal) {
      return refusal.response();
    }
    Route route = match.route();
    return gate.pass(
        new CallGate.Arrival(route.provider(), route.operation(), route.access(), request.path()),
        stale -> answer(match, request, stale),
        fault -> worded(match, fault).response());
  }

  private Match match(Caller caller, WireRequest request) {
    for (Offer offer : offers) {
      Optional<Map<String, String>> places = offer.route().match(request);
      if (places.isPresent()) {
        return new Match(offer.route(), offer.provider(), places.get(), caller);
      }
    }
    throw CommonError.NO_METHOD.refusal(request.method(), request.path());
  }

  private void check(Match match, WireRequest request) {
    Route route = match.route();
    String named = subscription(request.path());
    if (!named.isEmpty() && !named.equalsIgnoreCase(ArmId.SUBSCRIPTION)) {
      throw CommonError.NO_SUBSCRIPTION.refusal(named);
    }
    List<String> versions = request.parameters().getOrDefault("api-version", List.of());
    if (versions.isEmpty()) {
      throw CommonError.NO_API_VERSION.refusal();
    }
    if (!route.versions().contains(versions.get(0))) {
      String supported = String.join(", ", new TreeSet<>(route.versions()));
      throw route.provider().equals("Microsoft.Resources")
          ? CommonError.BAD_API_VERSION.refusal(versions.get(0), supported)
          : CommonError.UNSUPPORTED_API_VERSION.refusal(
              "", versions.get(0), route.path().types("").replaceFirst("^/", ""), supported);
    }
    boolean deployer = match.caller().principal().equals(Caller.DEPLOYER);
    if (!deployer || whims.forbids(route.right())) {
      throw CommonError.FORBIDDEN.refusal(
          match.caller().principal(), route.right(), request.path());
    }
  }

  private static String subscription(String path) {
    String[] parts = path.replaceFirst("^/+", "/").split("/");
    return parts.length > 2 && parts[1].equalsIgnoreCase("subscriptions") ? parts[2] : "";
  }

  private WireResponse answer(Match match, WireRequest request, boolean stale) {
    Route route = match.route();
    try {
      ObjectNode body = body(route, request);
      if (route.access() == Access.MUTATION) {
        return ledger.change(
            (tree, now) ->
                run(route, new Call(tree, now, match.caller(), match.places(), body, request)));
      }
      ObjectNode tree = ledger.read(stale);
      return run(
          route, new Call(tree, ledger.now(), match.caller(), match.places(), body, request));
    } catch (ArmRefusal refusal) {
      return refusal.response();
    }
  }

  private WireResponse run(Route route, Call call) {
    admission.check(route, call);
    return route.action().run(call);
  }

  private static ObjectNode body(Route route, WireRequest request) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (route.shape().isEmpty()) {
      return none;
    }
    JsonNode read;
    try {
      read = JSON.readTree(request.body());
    } catch (IOException e) {
      throw CommonError.NO_BODY.refusal();
    }
    if (!(read instanceof ObjectNode given)) {
      throw CommonError.NO_BODY.refusal();
    }
    route.shape().get().check(given);
    return given;
  }

  private ArmRefusal worded(Match match, Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE ->
          CommonError.THROTTLED
              .refusal(ArmId.SUBSCRIPTION, match.route().right(), 1)
              .with("Retry-After", "1");
      case IN_PROGRESS -> match.provider().busy();
      case EXPIRED_CREDENTIALS -> CommonError.EXPIRED_TOKEN.refusal(ledger.now(), ledger.now());
      default ->
          fault.amount() == 503
              ? CommonError.UNAVAILABLE.refusal(ArmId.SUBSCRIPTION)
              : CommonError.INTERNAL.refusal(ArmId.SUBSCRIPTION);
    };
  }
}
