package dev.portolan.provider.azure.storage;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What is said to the blobs that are kept for a rollback: one method a call. */
public final class BlobCalls {
  private final BlobContainerClient releases;
  private final Tally tally;

  /**
   * Opens nothing yet.
   *
   * @param account the account's own address for blobs, as it tells it
   * @param container what they are in
   */
  public BlobCalls(Wire wire, Tally tally, String account, String container) {
    BlobServiceClient client =
        new BlobServiceClientBuilder()
            .endpoint(Raw.safe(URI.create(account)).toString())
            .pipeline(wire.storage())
            .buildClient();
    this.releases = client.getBlobContainerClient(container);
    this.tally = tally;
  }

  /**
   * Names of what is kept and begins so; nothing where there is no container yet.
   *
   * @return empty if we may not look
   */
  public Optional<SortedSet<String>> names(String prefix) throws Exception {
    return tally.read(
        () -> {
          try {
            return Optional.of(list(new ListBlobsOptions().setPrefix(prefix)));
          } catch (BlobStorageException e) {
            if (absent(e)) {
              return Optional.of(new TreeSet<>());
            }
            if (e.getStatusCode() == 403) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private SortedSet<String> list(ListBlobsOptions options) {
    SortedSet<String> names = new TreeSet<>();
    releases.listBlobs(options, null).stream().map(BlobItem::getName).forEach(names::add);
    return names;
  }

  /** Writes a blob; the same again changes nothing, for its name says what it holds. */
  public void put(String name, BinaryData data) throws Exception {
    tally.mutation(
        () ->
            releases
                .getBlobClient(name)
                .getBlockBlobClient()
                .uploadWithResponse(new BlockBlobSimpleUploadOptions(data), null, Context.NONE));
  }

  public Optional<BinaryData> get(String name) throws Exception {
    return tally.read(
        () ->
            unlessAbsent(
                () ->
                    releases
                        .getBlobClient(name)
                        .downloadContentWithResponse(null, null, null, Context.NONE)
                        .getValue()));
  }

  public void delete(String name) throws Exception {
    tally.mutation(
        () ->
            unlessAbsent(
                () ->
                    releases
                        .getBlobClient(name)
                        .deleteWithResponse(null, null, null, Context.NONE)
                        .getStatusCode()));
  }

  private static <T> Optional<T> unlessAbsent(Callable<T> call) throws Exception {
    try {
      return Optional.ofNullable(call.call());
    } catch (BlobStorageException e) {
      if (absent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean absent(BlobStorageException e) {
    return BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())
        || BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())
        || e.getErrorCode() == null && e.getStatusCode() == 404;
  }
}
