package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.v1.Policy;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The buckets of the project and their objects, as the state keeps them. */
public final class Buckets {
  /** The account by which what happens in the project's buckets is published. */
  public static final String AGENT =
      "service-" + Project.NUMBER + "@gs-project-accounts.iam.gserviceaccount.com";

  /** Of buckets, by {@link #resource}. */
  public static final Kind<Policy> POLICIES =
      new Kind<>("bucketPolicies", Policy.getDefaultInstance());

  private static final String PART = "buckets";
  private static final String OBJECTS = "bucketObjects";

  private Buckets() {}

  /** A bucket's full name, {@code projects/_/buckets/B}. */
  static String resource(String bucket) {
    return "projects/_/buckets/" + bucket;
  }

  /** All of them. */
  static List<ObjectNode> all(ObjectNode tree) {
    List<ObjectNode> all = new ArrayList<>();
    tree.path(PART).forEach(each -> all.add((ObjectNode) each));
    return all;
  }

  /** A bucket's resource. */
  static Optional<ObjectNode> find(ObjectNode tree, String name) {
    return tree.path(PART).get(name) instanceof ObjectNode found
        ? Optional.of(found)
        : Optional.empty();
  }

  /** Where a bucket is, as Eventarc writes it; empty if it is not there. */
  public static Optional<String> location(ObjectNode tree, String name) {
    return find(tree, name).map(found -> found.path("location").asText().toLowerCase(Locale.ROOT));
  }

  /** Makes a bucket; tells its resource. */
  public static ObjectNode create(ObjectNode tree, String name, String location, Instant now) {
    return tree.withObjectProperty(PART)
        .putObject(name)
        .put("kind", "storage#bucket")
        .put("id", name)
        .put("name", name)
        .put("projectNumber", Project.NUMBER)
        .put("location", location.toUpperCase(Locale.ROOT))
        .put("storageClass", "STANDARD")
        .put("timeCreated", now.toString())
        .put("etag", Ids.hex(8));
  }

  static void remove(ObjectNode tree, String name) {
    tree.withObjectProperty(PART).remove(name);
  }

  /** Whether a bucket has any object. */
  static boolean isFilled(ObjectNode tree, String bucket) {
    return tree.path(OBJECTS).properties().stream()
        .anyMatch(each -> each.getKey().startsWith(bucket + "/"));
  }

  /** An object's resource. */
  static Optional<ObjectNode> object(ObjectNode tree, String bucket, String name) {
    JsonNode found = tree.path(OBJECTS).path(bucket + "/" + name).path("resource");
    return found instanceof ObjectNode resource ? Optional.of(resource) : Optional.empty();
  }

  /** The digest of an object's bytes. */
  static String blob(ObjectNode tree, String bucket, String name) {
    return tree.path(OBJECTS).path(bucket + "/" + name).path("blob").asText();
  }

  static void put(ObjectNode tree, ObjectNode resource, String blob) {
    String path = resource.path("bucket").asText() + "/" + resource.path("name").asText();
    tree.withObjectProperty(OBJECTS).putObject(path).put("blob", blob).set("resource", resource);
  }

  static void remove(ObjectNode tree, String bucket, String name) {
    tree.withObjectProperty(OBJECTS).remove(bucket + "/" + name);
  }
}
