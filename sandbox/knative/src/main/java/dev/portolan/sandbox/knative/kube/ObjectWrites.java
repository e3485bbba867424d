package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.knative.kube.Admission.Review;
import dev.portolan.sandbox.knative.kube.KubeErrors.Cause;
import dev.portolan.sandbox.knative.kube.ManagedFields.Owner;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Creates and changes objects: admission, validation, owners of fields, generation, version. One
 * write at a time.
 */
public final class ObjectWrites {
  private final ObjectStore store;
  private final ResourceCatalog catalog;
  private final Admission admission;
  private final TimeSource time;

  public ObjectWrites(
      ObjectStore store, ResourceCatalog catalog, Admission admission, TimeSource time) {
    this.store = store;
    this.catalog = catalog;
    this.admission = admission;
    this.time = time;
  }

  /** Makes a new object. */
  public synchronized ObjectNode create(ResourceType type, ObjectNode wanted, WriteOptions how) {
    ObjectNode next = prepared(type, wanted);
    nameIt(next);
    refuseTaken(type, next);
    ownership(type).written(empty(type, next), next, manager(type, how, false));
    return keep(type, Optional.empty(), born(type, next), how);
  }

  /** Replaces an object; its version, where given, must be the one that is kept. */
  public synchronized ObjectNode update(ResourceType type, ObjectNode wanted, WriteOptions how) {
    String name = Json.name(wanted);
    ObjectNode live = live(type, Json.namespace(wanted), name);
    JsonNode metadata = wanted.path("metadata");
    String version = metadata.path("resourceVersion").asText("");
    if (version.isEmpty() && type.custom()) {
      String words = "Invalid value: 0: must be specified for an update";
      throw KubeErrors.invalid(
          type, name, List.of(new Cause("FieldValueInvalid", words, "metadata.resourceVersion")));
    }
    if (!version.isEmpty() && !version.equals(version(live))) {
      throw KubeErrors.modified(type, name);
    }
    return replace(type, live, prepared(type, wanted), how);
  }

  /** Changes an object by a step; nothing else comes between the look at it and the change. */
  public synchronized ObjectNode patch(
      ResourceType type,
      String namespace,
      String name,
      UnaryOperator<ObjectNode> step,
      WriteOptions how) {
    ObjectNode live = live(type, namespace, name);
    ObjectNode next = prepared(type, step.apply(live.deepCopy()));
    String version = next.path("metadata").path("resourceVersion").asText("");
    if (!version.isEmpty() && !version.equals(version(live))) {
      throw KubeErrors.modified(type, name);
    }
    return replace(type, live, next, how);
  }

  /** Server-side apply: makes the object or lays the configuration over it. */
  public synchronized ObjectNode apply(
      ResourceType type, String namespace, ObjectNode wanted, WriteOptions how) {
    String name = Json.name(wanted);
    Optional<ObjectNode> found = store.find(type, namespace, name);
    String version = wanted.path("metadata").path("resourceVersion").asText("");
    if (!version.isEmpty() && found.map(live -> !version.equals(version(live))).orElse(true)) {
      throw KubeErrors.modified(type, name);
    }
    if (found.isEmpty() && !how.subresource().isEmpty()) {
      throw KubeErrors.notFound(type, name);
    }
    ObjectNode configuration = typed(type, namespace, wanted);
    ObjectNode live = found.orElseGet(() -> empty(type, wanted));
    ObjectNode next =
        ownership(type).apply(live, configuration, manager(type, how, true), how.force());
    if (found.isEmpty()) {
      return keep(type, found, born(type, next), how);
    }
    return keep(type, found, next, how);
  }

  private ObjectNode replace(
      ResourceType type, ObjectNode live, ObjectNode wanted, WriteOptions how) {
    ObjectNode next = how.subresource().equals("status") ? live.deepCopy() : wanted;
    if (how.subresource().equals("status")) {
      next.set("status", wanted.path("status").deepCopy());
    } else if (type.hasStatus()) {
      next.remove("status");
      if (live.has("status")) {
        next.set("status", live.get("status"));
      }
    }
    ObjectNode metadata = Json.at(next, "metadata");
    String uid = metadata.path("uid").asText("");
    String kept = live.path("metadata").path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(kept)) {
      throw KubeErrors.conflict(
          type,
          Json.name(live),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, kept));
    }
    for (String field : Metadata.SERVER_SIDE) {
      metadata.remove(field);
      if (live.path("metadata").has(field)) {
        metadata.set(field, live.path("metadata").get(field));
      }
    }
    ownership(type).written(live, next, manager(type, how, false));
    return keep(type, Optional.of(live), next, how);
  }

  /** Admission, validation, generation, and the store. */
  private ObjectNode keep(
      ResourceType type, Optional<ObjectNode> live, ObjectNode next, WriteOptions how) {
    if (how.subresource().isEmpty()) {
      Review review = new Review(type, next, live, how.user(), how.warnings());
      admission.mutate(review);
      refuseMalformed(type, next);
      admission.validate(review);
    }
    live.ifPresent(old -> generation(type, old, next));
    if (live.isPresent() && live.get().equals(next)) {
      return next;
    }
    if (how.dryRun()) {
      return next;
    }
    if (live.isPresent() && dying(next) && next.path("metadata").path("finalizers").isEmpty()) {
      store.remove(type, next);
      return next;
    }
    return store.put(type, next);
  }

  private static void refuseMalformed(ResourceType type, ObjectNode next) {
    List<Cause> problems = new ArrayList<>(MetadataRules.problems(next));
    problems.addAll(SchemaCheck.of(type, next).problems());
    if (!problems.isEmpty()) {
      throw KubeErrors.invalid(type, Json.name(next), problems);
    }
  }

  private static void generation(ResourceType type, ObjectNode old, ObjectNode next) {
    if (old.path("metadata").has("generation") && !aside(old).equals(aside(next))) {
      long generation = old.path("metadata").path("generation").asLong() + 1;
      Json.at(next, "metadata").put("generation", generation);
    }
  }

  private static JsonNode aside(ObjectNode object) {
    ObjectNode rest = Json.object().setAll(object);
    return rest.without(List.of("metadata", "status", "apiVersion"));
  }

  private ObjectNode born(ResourceType type, ObjectNode next) {
    refuseTaken(type, next);
    refuseNoNamespace(type, next);
    ObjectNode metadata = Json.at(next, "metadata");
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", time.now().truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.remove("resourceVersion");
    if (type.hasStatus() && !type.plural().equals("pods") && !type.plural().equals("namespaces")) {
      metadata.put("generation", 1);
      next.remove("status");
    }
    return next;
  }

  private void refuseNoNamespace(ResourceType type, ObjectNode next) {
    if (!type.namespaced()) {
      return;
    }
    String namespace = Json.namespace(next);
    ResourceType namespaces = catalog.kept("", "namespaces").orElseThrow();
    ObjectNode found =
        store
            .find(namespaces, "", namespace)
            .orElseThrow(() -> KubeErrors.notFound(namespaces, namespace));
    if (dying(found)) {
      throw KubeErrors.forbidden(
          type,
          Json.name(next),
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace));
    }
  }

  private void refuseTaken(ResourceType type, ObjectNode next) {
    store
        .find(type, Json.namespace(next), Json.name(next))
        .ifPresent(
            found -> {
              throw KubeErrors.alreadyExists(type, Json.name(next));
            });
  }

  private static void nameIt(ObjectNode next) {
    ObjectNode metadata = Json.at(next, "metadata");
    String prefix = metadata.path("generateName").asText("");
    if (metadata.path("name").asText("").isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5));
    }
  }

  /** A copy that holds only declared fields, in the kept version. */
  private static ObjectNode prepared(ResourceType type, ObjectNode wanted) {
    ObjectNode next = wanted.deepCopy();
    next.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    Json.at(next, "metadata");
    SchemaCheck.prune(type.schema(), next);
    return next;
  }

  /**
   * The applied configuration, whose fields must all be declared: their owners could not be told
   * otherwise. Source of the words: kubernetes-sigs/structured-merge-diff {@code
   * typed/validate.go}, kubernetes/apimachinery {@code
   * pkg/util/managedfields/internal/structuredmerge.go}.
   */
  private static ObjectNode typed(ResourceType type, String namespace, ObjectNode wanted) {
    SchemaCheck check = SchemaCheck.of(type, wanted);
    List<String> errors = new ArrayList<>();
    check.unknown().forEach(path -> errors.add("." + path + ": field not declared in schema"));
    check.wrong().forEach(c -> errors.add("." + c.field() + ": expected another type"));
    if (!errors.isEmpty()) {
      String prefix = namespace.isEmpty() ? "" : namespace + "/";
      String all = errors.size() == 1 ? errors.get(0) : "errors:\n  " + String.join("\n  ", errors);
      throw KubeErrors.unclassified(
          "failed to create typed patch object (%s%s; %s): %s"
              .formatted(prefix, Json.name(wanted), type, all));
    }
    ObjectNode next = wanted.deepCopy();
    if (type.hasStatus()) {
      next.remove("status");
    }
    ObjectNode metadata = Json.at(next, "metadata");
    List.of("resourceVersion", "uid", "generation", "creationTimestamp", "managedFields")
        .forEach(metadata::remove);
    return next;
  }

  private static ObjectNode empty(ResourceType type, ObjectNode like) {
    ObjectNode object = Json.object();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = object.putObject("metadata").put("name", Json.name(like));
    if (type.namespaced()) {
      metadata.put("namespace", Json.namespace(like));
    }
    return object;
  }

  private ObjectNode live(ResourceType type, String namespace, String name) {
    return store.find(type, namespace, name).orElseThrow(() -> KubeErrors.notFound(type, name));
  }

  private FieldOwnership ownership(ResourceType type) {
    return new FieldOwnership(type, time.now());
  }

  private static Owner manager(ResourceType type, WriteOptions how, boolean apply) {
    return new Owner(how.manager(), apply, type.apiVersion(), how.subresource());
  }

  private static String version(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }

  static boolean dying(ObjectNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }
}
