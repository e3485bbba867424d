package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.iam.Allowance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with objects. That there is no such object is told to those only who may list
 * them.
 *
 * @see <a href="https://cloud.google.com/storage/docs/access-control/iam-roles">the roles</a>
 */
record ObjectRights(Allowance allowance) {
  private static final Set<String> ALL =
      Set.of("storage.objectUser", "storage.objectAdmin", "storage.admin");

  /** Beside those that may do everything with objects. */
  private static final Map<String, Set<String>> HOLDERS =
      Map.of(
          "get",
          Set.of("storage.objectViewer", "storage.legacyObjectReader", "storage.legacyObjectOwner"),
          "list",
          Set.of(
              "storage.objectViewer",
              "storage.legacyBucketReader",
              "storage.legacyBucketWriter",
              "storage.legacyBucketOwner"),
          "create",
          Set.of(
              "storage.objectCreator", "storage.legacyBucketWriter", "storage.legacyBucketOwner"),
          "delete",
          Set.of("storage.legacyBucketWriter", "storage.legacyBucketOwner"));

  /**
   * What is answered to whom it is not let; empty if it is.
   *
   * @param what the permission's last word
   * @param there whether there is such an object
   */
  Optional<WireResponse> refusal(
      ObjectNode tree, String who, String bucket, String what, boolean there) {
    if (!may(tree, who, bucket, what)) {
      return Optional.of(BucketError.FORBIDDEN.response(who, what));
    }
    return there || may(tree, who, bucket, "list")
        ? Optional.empty()
        : Optional.of(BucketError.FORBIDDEN.response(who, "list"));
  }

  private boolean may(ObjectNode tree, String who, String bucket, String what) {
    String resource = Buckets.resource(bucket);
    return allowance.allows(tree, who, resource, ALL)
        || allowance.allows(tree, who, resource, HOLDERS.get(what));
  }
}
