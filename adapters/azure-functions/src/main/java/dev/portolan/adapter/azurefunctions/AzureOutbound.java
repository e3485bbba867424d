package dev.portolan.adapter.azurefunctions;

import dev.portolan.StoredObject;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.util.Map;

/**
 * Queues as those of Service Bus, buckets as containers of storage accounts, called as the
 * function's own identity.
 *
 * <p>Where something on this machine stands in their place, variables say so, which are obeyed for
 * loopback alone. Loaded when a function first uses it, not before.
 */
final class AzureOutbound implements Outbound {
  /** Where an emulator on this machine takes what is for any namespace; it comes first in paths. */
  static final String BUS_EMULATOR = "PORTOLAN_SERVICE_BUS_EMULATOR";

  /** The same, for the blobs of any storage account. */
  static final String BLOB_EMULATOR = "PORTOLAN_BLOB_EMULATOR";

  private final QueueCalls queues;
  private final BlobCalls blobs;

  AzureOutbound(Map<String, String> environment, int pauseMillis) {
    this.queues =
        new QueueCalls(
            new AzureApi(environment, BUS_EMULATOR, "https://servicebus.azure.net/", pauseMillis));
    // "To request tokens for Azure Storage, specify the value https://storage.azure.com/":
    // learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
    this.blobs =
        new BlobCalls(
            new AzureApi(environment, BLOB_EMULATOR, "https://storage.azure.com/", pauseMillis));
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    queues.send(place, message, millis);
  }

  @Override
  public StoredObject get(String place, String key, long millis) throws IOException {
    return blobs.get(place, key, millis);
  }

  @Override
  public void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    blobs.put(place, key, content, contentType, millis);
  }

  @Override
  public void delete(String place, String key, long millis) throws IOException {
    blobs.delete(place, key, millis);
  }
}
