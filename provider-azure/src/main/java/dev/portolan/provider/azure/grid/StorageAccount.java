package dev.portolan.provider.azure.grid;

import dev.portolan.provider.azure.config.Cloud;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import java.util.Map;
import java.util.Optional;

/**
 * A storage account that holds containers of somebody's.
 *
 * @param kind as in {@code StorageV2}
 * @param endpoint where Azure says that its blobs are; empty if it says of none
 * @param blobs the host of that, {@code acmestore.blob.core.windows.net}; empty if functions are
 *     not sent there
 * @param hierarchical whether it has directories, as Data Lake Storage has
 */
public record StorageAccount(
    String id,
    String name,
    String kind,
    String endpoint,
    Optional<String> blobs,
    boolean hierarchical) {
  /**
   * Why what has directories is no bucket.
   *
   * @see <a href="https://github.com/Azure/azure-sdk-for-python/issues/30470">"Directories are
   *     downloaded as zero byte files"</a>
   */
  public static final String DIRECTORIES =
      "the account has a hierarchical namespace, in which a directory is read like an object of no"
          + " bytes, and objects come by a rename and go with their directory without an event";

  static StorageAccount of(Map<String, ?> told, Cloud cloud) {
    Map<String, ?> properties = Json.object(told, "properties");
    String name = Json.text(told, "name");
    String endpoint = Json.text(Json.object(properties, "primaryEndpoints"), "blob");
    return new StorageAccount(
        Json.text(told, "id"),
        name,
        Json.text(told, "kind"),
        endpoint,
        cloud.blobs(name, endpoint),
        Boolean.TRUE.equals(properties.get("isHnsEnabled")));
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
    return Place.group(id);
  }
}
