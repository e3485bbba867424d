package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Ids;
import java.time.Instant;
import java.util.Optional;

/** The container that a site's packages are deployed to, as its publishing site uses it. */
public final class Packages {
  /** What the package that runs is called in its container. */
  public static final String RELEASED = "released-package.zip";

  private Packages() {}

  /**
   * Keeps a package in the container of this address, as this principal.
   *
   * @return why it cannot; empty when it is kept
   */
  public static Optional<String> keep(
      ObjectNode tree, Instant now, String address, String principal, ObjectNode blob) {
    Optional<String> container = container(tree, address);
    if (container.isEmpty()) {
      return Optional.of("Name or service not known");
    }
    if (principal.isEmpty() || !Rights.mayWriteBlobs(tree, now, principal, container.get())) {
      return Optional.of(
          "Response status code does not indicate success: 403 (This request is not authorized to"
              + " perform this operation using this permission.).");
    }
    if (!Containers.CONTAINERS.has(tree, container.get())) {
      return Optional.of(
          "Response status code does not indicate success: 404 (The specified container does not"
              + " exist.).");
    }
    blob.put("modified", now.toString()).put("etag", Ids.etag());
    Blobs.put(tree, container.get(), RELEASED, blob);
    return Optional.empty();
  }

  private static Optional<String> container(ObjectNode tree, String address) {
    String name = ArmId.name(address.replaceFirst("/$", ""));
    String account =
        address.startsWith("https://")
            ? address.replaceFirst("^https://([^.]+)\\..*$", "$1")
            : address.replaceFirst("^http://[^/]+/([^/]+)/.*$", "$1");
    return Accounts.named(tree, account).map(each -> Containers.id(each.path("id").asText(), name));
  }
}
