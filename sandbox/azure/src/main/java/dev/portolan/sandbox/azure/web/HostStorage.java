package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.storage.Accounts;
import java.time.Instant;
import java.util.Optional;

/**
 * The storage that a host keeps its keys and leases in: it does not run well without.
 *
 * <p>https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
 */
final class HostStorage {
  private static final String NAME = "AzureWebJobsStorage";

  private HostStorage() {}

  /** Why the host cannot use it; empty when it can. */
  static Optional<String> trouble(ObjectNode tree, ObjectNode site, Instant now) {
    JsonNode settings = site.path(Web.SETTINGS);
    String connection = settings.path(NAME).asText();
    String name =
        connection.isEmpty()
            ? named(settings)
            : connection.replaceFirst("(?s)^.*AccountName=([^;]*).*$", "$1");
    if (name.isEmpty()) {
      return Optional.of("Value cannot be null. (Parameter 'connectionString'): " + NAME);
    }
    Optional<ObjectNode> account = Accounts.named(tree, name);
    if (account.isEmpty()) {
      return Optional.of("No such host is known: the storage account of " + NAME);
    }
    if (!connection.isEmpty()) {
      boolean keys = account.get().path("properties").path("allowSharedKeyAccess").asBoolean(true);
      return keys
          ? Optional.empty()
          : Optional.of("Key based authentication is not permitted on this storage account.");
    }
    String client = settings.path(NAME + "__clientId").asText();
    String principal = Identities.principalOf(tree, client);
    boolean assigned =
        !principal.isEmpty() && site.path("identity").path("type").asText().contains("User");
    return assigned && Rights.mayWriteBlobs(tree, now, principal, account.get().path("id").asText())
        ? Optional.empty()
        : Optional.of(
            "This request is not authorized to perform this operation using this permission."
                + " ErrorCode: AuthorizationPermissionMismatch ("
                + NAME
                + ")");
  }

  private static String named(JsonNode settings) {
    String uri = settings.path(NAME + "__blobServiceUri").asText();
    String fromUri =
        uri.startsWith("https://")
            ? uri.replaceFirst("^https://([^.]+)\\..*$", "$1")
            : uri.replaceFirst("^http://[^/]+/([^/]+).*$", "$1");
    return settings.path(NAME + "__accountName").asText(fromUri);
  }
}
