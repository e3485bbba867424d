package dev.portolan.provider.azure.grid;

import dev.portolan.provider.azure.wire.Json;
import java.util.Map;

/**
 * A storage account that holds containers of somebody's.
 *
 * @param kind as in {@code StorageV2}
 * @param hierarchical whether it has directories, as Data Lake Storage has
 */
public record StorageAccount(String id, String name, String kind, boolean hierarchical) {
  static StorageAccount of(Map<String, ?> told) {
    return new StorageAccount(
        Json.text(told, "id"),
        Json.text(told, "name"),
        Json.text(told, "kind"),
        Boolean.TRUE.equals(Json.object(told, "properties").get("isHnsEnabled")));
  }

  /**
   * Whether Event Grid tells of what it holds.
   *
   * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">"Only
   *     storage accounts of kind StorageV2 (general purpose v2), BlockBlobStorage, and BlobStorage
   *     support event integration"</a>
   */
  public boolean isTold() {
    return kind.matches("(?i)StorageV2|BlockBlobStorage|BlobStorage");
  }

  /** The id of one of its containers. */
  public String container(String name) {
    return id + "/blobServices/default/containers/" + name;
  }

  /** The resource group that it is in. */
  public String group() {
    String[] parts = id.split("/");
    return parts.length > 4 ? parts[4] : "";
  }
}
