package dev.portolan.sandbox.knative.kube;

import java.util.List;

/**
 * A kind of object in one version of its group.
 *
 * @param group empty for the core group
 * @param schema of the whole object, metadata included
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    boolean namespaced,
    FieldType schema) {

  /** Group and version as an object's {@code apiVersion} has them. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Plural and group, as error messages have them: {@code services.serving.knative.dev}. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Whether status is written through a subresource, so that the two writes cannot mix. */
  public boolean hasStatus() {
    return schema.fields().containsKey("status");
  }

  /** Whether a custom resource definition declares it. */
  public boolean custom() {
    return group.endsWith("knative.dev");
  }

  List<String> verbs() {
    return List.of(
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  }

  boolean sameKind(ResourceType other) {
    return group.equals(other.group) && plural.equals(other.plural);
  }

  @Override
  public String toString() {
    return apiVersion() + ", Kind=" + kind;
  }
}
