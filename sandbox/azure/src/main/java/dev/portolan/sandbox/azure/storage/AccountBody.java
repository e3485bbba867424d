package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.Call;
import java.time.Instant;
import java.util.List;

/** What is wanted of a storage account, and what it has without being asked. */
final class AccountBody {
  private static final String PROPERTIES =
      "accessTier minimumTlsVersion allowBlobPublicAccess allowSharedKeyAccess"
          + " supportsHttpsTrafficOnly defaultToOAuthAuthentication publicNetworkAccess"
          + " allowCrossTenantReplication isHnsEnabled allowedCopyScope dnsEndpointType";
  static final String SHAPE = "sku{name tier} kind location tags{*} properties{" + PROPERTIES + "}";

  private AccountBody() {}

  static ObjectNode sku(Call call) {
    String name = call.body().path("sku").path("name").asText();
    if (!name.matches("(Standard|Premium)_(LRS|GRS|RAGRS|ZRS|GZRS|RAGZRS)")) {
      throw StorageError.REQUIRED.refusal(name, "sku.name");
    }
    return call.tree().objectNode().put("name", name).put("tier", name.replaceFirst("_.*", ""));
  }

  static String kind(Call call) {
    String kind = call.body().path("kind").asText();
    if (!List.of("Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage")
        .contains(kind)) {
      throw StorageError.REQUIRED.refusal(kind, "kind");
    }
    return kind;
  }

  /** What Azure sets where nothing is asked for. */
  static void defaults(ObjectNode properties, Instant now) {
    properties
        .put("accessTier", "Hot")
        .put("minimumTlsVersion", "TLS1_0")
        .put("allowBlobPublicAccess", false)
        .put("supportsHttpsTrafficOnly", true)
        .put("allowCrossTenantReplication", false)
        .put("provisioningState", "Creating")
        .put("creationTime", now.toString())
        .put("statusOfPrimary", "available");
  }

  static void accept(ObjectNode account, ObjectNode body) {
    if (body.path("tags").isObject()) {
      account.set("tags", body.path("tags"));
    }
    if (body.path("properties") instanceof ObjectNode given) {
      for (var each : given.properties()) {
        if (!each.getValue().isNull()) {
          account.withObjectProperty("properties").set(each.getKey(), each.getValue());
        }
      }
    }
  }
}
