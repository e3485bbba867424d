package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.KubeServer;
import dev.portolan.sandbox.knative.kube.ResourceType;
import dev.portolan.sandbox.knative.kube.WriteOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The objects of one API server, as controllers read and write them. */
public final class Objects {
  private final KubeServer server;
  private final TimeSource time;

  public Objects(KubeServer server, TimeSource time) {
    this.server = server;
    this.time = time;
  }

  public Instant now() {
    return time.now();
  }

  /** The type of a kind; empty when it is not installed. */
  public Optional<ResourceType> type(String group, String plural) {
    return server.catalog().kept(group, plural);
  }

  private ResourceType serving(String plural) {
    return type("serving.knative.dev", plural).orElseThrow();
  }

  public List<ObjectNode> list(String group, String plural, Predicate<JsonNode> selector) {
    return type(group, plural).map(t -> server.store().list(t, selector)).orElse(List.of());
  }

  public List<ObjectNode> all(String plural) {
    return server.store().list(serving(plural), object -> true);
  }

  public Optional<ObjectNode> find(String plural, String namespace, String name) {
    return server.store().find(serving(plural), namespace, name);
  }

  public Optional<ObjectNode> find(String group, String plural, String namespace, String name) {
    return type(group, plural).flatMap(t -> server.store().find(t, namespace, name));
  }

  public ObjectNode create(String group, String plural, ObjectNode object) {
    return server
        .writes()
        .create(type(group, plural).orElseThrow(), object, WriteOptions.by("controller"));
  }

  public void update(String group, String plural, ObjectNode object) {
    server
        .writes()
        .update(type(group, plural).orElseThrow(), object, WriteOptions.by("controller"));
  }

  public void delete(String group, String plural, ObjectNode object) {
    server
        .deletes()
        .delete(
            type(group, plural).orElseThrow(),
            Json.namespace(object),
            Json.name(object),
            Json.object(),
            false);
  }

  /** Writes an object's status if it differs; the object may be gone meanwhile. */
  public void status(String group, String plural, ObjectNode object, ObjectNode status) {
    if (!status.equals(object.path("status"))
        && find(group, plural, Json.namespace(object), Json.name(object)).isPresent()) {
      server
          .writes()
          .patch(
              type(group, plural).orElseThrow(),
              Json.namespace(object),
              Json.name(object),
              live -> live.setAll(Map.of("status", status)),
              WriteOptions.by("controller").withSubresource("status"));
    }
  }

  /** A new object owned by another, which its deletion deletes. */
  static ObjectNode owned(String apiVersion, String kind, String name, ObjectNode owner) {
    ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name).put("namespace", Json.namespace(owner));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", owner.path("apiVersion").asText())
        .put("kind", owner.path("kind").asText())
        .put("name", Json.name(owner))
        .put("uid", owner.path("metadata").path("uid").asText())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return object;
  }

  static boolean controlledBy(JsonNode object, JsonNode owner) {
    for (JsonNode reference : object.path("metadata").path("ownerReferences")) {
      if (reference.path("controller").asBoolean()) {
        return reference.path("uid").asText().equals(owner.path("metadata").path("uid").asText());
      }
    }
    return false;
  }

  static String label(JsonNode object, String name) {
    return object.path("metadata").path("labels").path(name).asText("");
  }

  static String annotation(JsonNode object, String name) {
    return object.path("metadata").path("annotations").path(name).asText("");
  }
}
