package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes objects and, at once, what belongs to them. On a real cluster the garbage collector
 * follows some seconds later. Source: kubernetes.io "Garbage Collection".
 */
public final class ObjectDeletes {
  private final ObjectStore store;
  private final ResourceCatalog catalog;
  private final TimeSource time;

  public ObjectDeletes(ObjectStore store, ResourceCatalog catalog, TimeSource time) {
    this.store = store;
    this.catalog = catalog;
    this.time = time;
  }

  /**
   * Deletes an object.
   *
   * @param options the {@code DeleteOptions} of the request; empty for none
   * @return the object as it was, or as it stays until its finalizers are gone
   */
  public ObjectNode delete(
      ResourceType type, String namespace, String name, JsonNode options, boolean dryRun) {
    ObjectNode live =
        store.find(type, namespace, name).orElseThrow(() -> KubeErrors.notFound(type, name));
    refuseUnlessMet(type, live, options.path("preconditions"));
    if (dryRun) {
      return live;
    }
    boolean orphan =
        options.path("propagationPolicy").asText().equals("Orphan")
            || options.path("orphanDependents").asBoolean();
    if (!live.path("metadata").path("finalizers").isEmpty()) {
      if (!ObjectWrites.dying(live)) {
        Json.at(live, "metadata")
            .put("deletionTimestamp", time.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("deletionGracePeriodSeconds", 0);
        return store.put(type, live);
      }
      return live;
    }
    store.remove(type, live);
    String uid = live.path("metadata").path("uid").asText();
    if (orphan) {
      disown(uid);
    } else {
      collect(uid);
    }
    if (type.plural().equals("namespaces") && type.group().isEmpty()) {
      empty(name);
    }
    return live;
  }

  private static void refuseUnlessMet(ResourceType type, ObjectNode live, JsonNode wanted) {
    for (String field : List.of("uid", "resourceVersion")) {
      String value = wanted.path(field).asText("");
      String kept = live.path("metadata").path(field).asText();
      if (!value.isEmpty() && !value.equals(kept)) {
        String label = field.equals("uid") ? "UID" : "ResourceVersion";
        throw KubeErrors.conflict(
            type,
            Json.name(live),
            "Precondition failed: %s in precondition: %s, %s in object meta: %s"
                .formatted(label, value, label, kept));
      }
    }
  }

  private record Owned(ResourceType type, ObjectNode object) {}

  private List<Owned> ownedBy(String uid) {
    List<Owned> all = new ArrayList<>();
    for (ResourceType type : kept()) {
      store.list(type, object -> owners(object).contains(uid)).stream()
          .map(object -> new Owned(type, object))
          .forEach(all::add);
    }
    return all;
  }

  private List<ResourceType> kept() {
    return catalog.types().stream()
        .filter(t -> catalog.kept(t.group(), t.plural()).orElseThrow() == t)
        .toList();
  }

  private static List<String> owners(JsonNode object) {
    List<String> all = new ArrayList<>();
    object.path("metadata").path("ownerReferences").forEach(o -> all.add(o.path("uid").asText()));
    return all;
  }

  /** Deletes what belonged to an object alone; takes its name off what has other owners. */
  public void collect(String uid) {
    for (Owned owned : ownedBy(uid)) {
      if (owners(owned.object()).size() > 1) {
        disown(owned, uid);
      } else {
        delete(
            owned.type(),
            Json.namespace(owned.object()),
            Json.name(owned.object()),
            Json.object(),
            false);
      }
    }
  }

  private void disown(String uid) {
    ownedBy(uid).forEach(owned -> disown(owned, uid));
  }

  private void disown(Owned owned, String uid) {
    ObjectNode metadata = Json.at(owned.object(), "metadata");
    ArrayNode left = metadata.arrayNode();
    for (JsonNode reference : metadata.path("ownerReferences")) {
      if (!reference.path("uid").asText().equals(uid)) {
        left.add(reference);
      }
    }
    metadata.set("ownerReferences", left);
    if (left.isEmpty()) {
      metadata.remove("ownerReferences");
    }
    store.put(owned.type(), owned.object());
  }

  /**
   * Deletes objects whose owners are all gone: a client may name one that is not there any more.
   */
  public void collectStrays() {
    Set<String> alive = new HashSet<>();
    for (ResourceType type : kept()) {
      store.look(type, object -> alive.add(object.path("metadata").path("uid").asText()));
    }
    for (ResourceType type : kept()) {
      for (ObjectNode stray : store.list(type, object -> isStray(object, alive))) {
        collect(stray.path("metadata").path("uid").asText());
        store.remove(type, stray);
      }
    }
  }

  private static boolean isStray(JsonNode object, Set<String> alive) {
    List<String> owners = owners(object);
    return !owners.isEmpty() && owners.stream().noneMatch(alive::contains);
  }

  private void empty(String namespace) {
    for (ResourceType type : kept()) {
      if (type.namespaced()) {
        store
            .list(type, object -> Json.namespace(object).equals(namespace))
            .forEach(object -> store.remove(type, object));
      }
    }
  }
}
