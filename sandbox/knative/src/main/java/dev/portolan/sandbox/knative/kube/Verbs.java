package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.knative.kube.KubeErrors.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Carries out one request for objects. */
public final class Verbs {
  private static final Duration WATCH = Duration.ofMinutes(30);

  private final ObjectStore store;
  private final ObjectWrites writes;
  private final ObjectDeletes deletes;

  public Verbs(ObjectStore store, ObjectWrites writes, ObjectDeletes deletes) {
    this.store = store;
    this.writes = writes;
    this.deletes = deletes;
  }

  WireResponse run(ApiRequest request, ApiRequest.Verb verb, boolean stale)
      throws JsonProcessingException {
    List<String> warnings = new ArrayList<>();
    WireResponse response =
        switch (verb) {
          case GET -> KubeWire.answer(200, get(request, stale));
          case LIST -> KubeWire.answer(200, list(request, stale));
          case CREATE -> KubeWire.answer(201, create(request, warnings));
          case UPDATE -> KubeWire.answer(200, update(request, warnings));
          case PATCH -> KubeWire.answer(200, patch(request, warnings));
          case APPLY -> apply(request, warnings);
          case DELETE -> KubeWire.answer(200, delete(request));
          case DELETECOLLECTION -> KubeWire.answer(200, deleteAll(request));
          case WATCH -> throw new IllegalStateException("a watch is not answered at once");
        };
    for (String warning : warnings) {
      String text = warning.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
      response = response.with("Warning", "299 - \"" + text + "\"");
    }
    return response;
  }

  Answer.Watch watch(ApiRequest request) {
    long from = request.parameter("resourceVersion").map(Long::parseLong).orElse(0L);
    WatchStream stream = store.watch(request.type(), Selector.of(request), from);
    Duration patience =
        request
            .parameter("timeoutSeconds")
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .filter(time -> !time.isZero())
            .orElse(WATCH);
    return new Answer.Watch(stream, patience, () -> store.unwatch(stream));
  }

  boolean exists(ApiRequest request) {
    return store.find(request.type(), request.namespace(), request.name()).isPresent();
  }

  void mustExist(ApiRequest request) {
    get(request, false);
  }

  private ObjectNode get(ApiRequest request, boolean stale) {
    return store
        .find(request.type(), request.namespace(), request.name(), stale)
        .orElseThrow(() -> KubeErrors.notFound(request.type(), request.name()));
  }

  private ObjectNode list(ApiRequest request, boolean stale) {
    ObjectNode json = Json.object();
    json.put("kind", request.type().kind() + "List");
    json.put("apiVersion", request.type().apiVersion());
    json.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    ArrayNode items = json.putArray("items");
    store.list(request.type(), Selector.of(request), stale).forEach(items::add);
    return json;
  }

  private ObjectNode create(ApiRequest request, List<String> warnings)
      throws JsonProcessingException {
    ObjectNode wanted = body(request, warnings);
    place(request, wanted);
    return writes.create(request.type(), wanted, how(request, warnings));
  }

  private ObjectNode update(ApiRequest request, List<String> warnings)
      throws JsonProcessingException {
    ObjectNode wanted = body(request, warnings);
    place(request, wanted);
    return writes.update(request.type(), wanted, how(request, warnings));
  }

  private ObjectNode patch(ApiRequest request, List<String> warnings)
      throws JsonProcessingException {
    JsonNode body = Json.parse(request.wire().text());
    return writes.patch(
        request.type(),
        request.namespace(),
        request.name(),
        Patch.of(request, body),
        how(request, warnings));
  }

  private WireResponse apply(ApiRequest request, List<String> warnings)
      throws JsonProcessingException {
    ObjectNode wanted = (ObjectNode) Json.parse(request.wire().text());
    if (request.parameter("fieldManager").isEmpty()) {
      String words = "Required value: is required for apply patch";
      throw KubeErrors.invalid(
          new ResourceType("meta.k8s.io", "v1", "PatchOptions", "", false, FieldType.ANY),
          "",
          List.of(new Cause("FieldValueRequired", words, "fieldManager")));
    }
    if (!wanted.path("metadata").path("managedFields").isEmpty()) {
      throw KubeErrors.badRequest("metadata.managedFields must be nil");
    }
    refuseOther(request, wanted);
    place(request, wanted);
    boolean there = store.find(request.type(), request.namespace(), request.name()).isPresent();
    ObjectNode kept =
        writes.apply(request.type(), request.namespace(), wanted, how(request, warnings));
    return KubeWire.answer(there ? 200 : 201, kept);
  }

  private ObjectNode delete(ApiRequest request) throws JsonProcessingException {
    JsonNode options =
        request.wire().body().length == 0 ? Json.object() : Json.parse(request.wire().text());
    ObjectNode query = Json.object();
    request.parameter("propagationPolicy").ifPresent(p -> query.put("propagationPolicy", p));
    JsonNode all = options.isEmpty() ? query : options;
    boolean dry = request.dryRun() || options.path("dryRun").toString().contains("All");
    ObjectNode gone = deletes.delete(request.type(), request.namespace(), request.name(), all, dry);
    if (ObjectWrites.dying(gone)
        || Set.of("pods", "namespaces").contains(request.type().plural())) {
      return gone;
    }
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", request.name())
        .put("group", request.type().group())
        .put("kind", request.type().plural())
        .put("uid", gone.path("metadata").path("uid").asText());
    return status;
  }

  private ObjectNode deleteAll(ApiRequest request) {
    ObjectNode all = list(request, false);
    for (JsonNode each : all.path("items")) {
      if (store.find(request.type(), Json.namespace(each), Json.name(each)).isPresent()) {
        deletes.delete(
            request.type(), Json.namespace(each), Json.name(each), Json.object(), request.dryRun());
      }
    }
    return all;
  }

  /** The object of a request; what its kind does not have is dropped, told or refused, as asked. */
  private static ObjectNode body(ApiRequest request, List<String> warnings)
      throws JsonProcessingException {
    JsonNode body = Json.parse(request.wire().text());
    if (!(body instanceof ObjectNode object)) {
      throw KubeErrors.badRequest("the request body is not an object");
    }
    refuseOther(request, object);
    String validation = request.parameter("fieldValidation").orElse("Warn");
    List<String> unknown =
        SchemaCheck.of(request.type(), object).unknown().stream()
            .map(path -> "unknown field \"" + path + "\"")
            .toList();
    if (validation.equals("Strict") && !unknown.isEmpty()) {
      throw KubeErrors.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
              .formatted(
                  request.type().kind(),
                  request.type().version(),
                  request.type().kind(),
                  String.join(", ", unknown)));
    }
    if (validation.equals("Warn")) {
      warnings.addAll(unknown);
    }
    return object;
  }

  private static void refuseOther(ApiRequest request, ObjectNode body) {
    ResourceType type = request.type();
    String version = body.path("apiVersion").asText("");
    String kind = body.path("kind").asText("");
    if (!version.isEmpty() && !version.equals(type.apiVersion())) {
      throw KubeErrors.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(version, type.apiVersion()));
    }
    if (!kind.isEmpty() && !kind.equals(type.kind())) {
      throw KubeErrors.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: converting (%s) to (%s): unknown"
              .formatted(kind, type.version(), type.kind(), kind, type.kind()));
    }
  }

  /** Holds the object's name and namespace against the path's; fills in what is left out. */
  private static void place(ApiRequest request, ObjectNode body) {
    ObjectNode metadata = Json.at(body, "metadata");
    String name = metadata.path("name").asText("");
    String namespace = metadata.path("namespace").asText("");
    if (!request.name().isEmpty()) {
      if (!name.isEmpty() && !name.equals(request.name())) {
        throw KubeErrors.badRequest(
            "the name of the object (%s) does not match the name on the URL (%s)"
                .formatted(name, request.name()));
      }
      metadata.put("name", request.name());
    }
    if (!request.namespace().isEmpty()) {
      if (!namespace.isEmpty() && !namespace.equals(request.namespace())) {
        throw KubeErrors.badRequest(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
      }
      metadata.put("namespace", request.namespace());
    }
  }

  private static WriteOptions how(ApiRequest request, List<String> warnings) {
    return new WriteOptions(
        request.manager(),
        request.subresource(),
        request.dryRun(),
        request.flag("force"),
        AccessRules.USER,
        warnings::add);
  }
}
