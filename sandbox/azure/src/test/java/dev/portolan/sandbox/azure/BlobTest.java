package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import dev.portolan.sandbox.azure.identity.Role;
import dev.portolan.sandbox.azure.wire.Delays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blob service, through Microsoft's own client. */
class BlobTest {
  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private AzureCloud cloud;
  private App app;
  private BlobContainerClient container;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, time));
    app = new App(Clients.of(cloud));
    container =
        Clients.of(cloud)
            .blobs(app.account.primaryEndpoints().blob())
            .getBlobContainerClient("app");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void letIn() {
    app.assign(
        AzureCloud.DEPLOYER, Role.STORAGE_BLOB_DATA_CONTRIBUTOR, PrincipalType.SERVICE_PRINCIPAL);
  }

  @Test
  @DisplayName("What is written can be read, listed and deleted, with what stands beside it")
  void writeAndRead() {
    letIn();
    container
        .getBlobClient("f/one.zip")
        .uploadWithResponse(
            new BlobParallelUploadOptions(BinaryData.fromString("hello"))
                .setMetadata(Map.of("version", "1")),
            null,
            Context.NONE);
    container.getBlobClient("f/two.zip").upload(BinaryData.fromString("hi"));
    assertEquals("hello", container.getBlobClient("f/one.zip").downloadContent().toString());
    assertEquals(
        Map.of("version", "1"), container.getBlobClient("f/one.zip").getProperties().getMetadata());
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix("f/")
            .setMaxResultsPerPage(1)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    List<BlobItem> all = container.listBlobs(options, null).stream().toList();
    assertEquals(List.of("f/one.zip", "f/two.zip"), all.stream().map(BlobItem::getName).toList());
    assertEquals(Map.of("version", "1"), all.get(0).getMetadata());
    container.getBlobClient("f/one.zip").delete();
    assertFalse(container.getBlobClient("f/one.zip").exists());
    assertEquals(
        BlobErrorCode.BLOB_NOT_FOUND,
        refused(() -> container.getBlobClient("f/one.zip").downloadContent()));
  }

  @Test
  @DisplayName("A backslash in a name is a slash, whether it is written or read")
  void backslashes() {
    letIn();
    container.getBlobClient("f/one").upload(BinaryData.fromString("1"));
    container.getBlobClient("f\\one").upload(BinaryData.fromString("2"), true);
    assertEquals("2", container.getBlobClient("f/one").downloadContent().toString());
    assertEquals("2", container.getBlobClient("f\\one").downloadContent().toString());
    assertEquals(List.of("f/one"), container.listBlobs().stream().map(BlobItem::getName).toList());
  }

  @Test
  @DisplayName("A blob is not overwritten by one who says that it must not be there")
  void conditions() {
    letIn();
    container.getBlobClient("b").upload(BinaryData.fromString("1"));
    assertEquals(
        BlobErrorCode.BLOB_ALREADY_EXISTS,
        refused(() -> container.getBlobClient("b").upload(BinaryData.fromString("2"))));
    BlobRequestConditions other = new BlobRequestConditions().setIfMatch("\"0x0\"");
    assertEquals(
        BlobErrorCode.CONDITION_NOT_MET,
        refused(() -> container.getBlobClient("b").deleteWithResponse(null, other, null, null)));
    container.getBlobClient("b").upload(BinaryData.fromString("2"), true);
    assertEquals("2", container.getBlobClient("b").downloadContent().toString());
  }

  @Test
  @DisplayName("The owner of a subscription does not own the data, and an assignment comes late")
  void rights() {
    assertEquals(
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH,
        refused(() -> container.getBlobClient("b").upload(BinaryData.fromString("1"))));
    cloud.delay(Delays.none().withUsable(Duration.ZERO, Duration.ofMinutes(1)));
    letIn();
    assertEquals(
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH,
        refused(() -> container.getBlobClient("b").upload(BinaryData.fromString("1"))));
    time.sleep(Duration.ofMinutes(1));
    container.getBlobClient("b").upload(BinaryData.fromString("1"));
    assertEquals(
        BlobErrorCode.CONTAINER_NOT_FOUND,
        refused(
            () ->
                Clients.of(cloud)
                    .blobs(app.account.primaryEndpoints().blob())
                    .getBlobContainerClient("other")
                    .getBlobClient("b")
                    .getProperties()));
  }

  @Test
  @DisplayName("A name has 1,024 characters and 254 segments at most")
  void names() {
    letIn();
    for (String name : List.of("b".repeat(1024), "a/".repeat(253) + "b")) {
      container.getBlobClient(name).upload(BinaryData.fromString("1"));
      assertEquals("1", container.getBlobClient(name).downloadContent().toString());
      assertEquals(
          BlobErrorCode.INVALID_RESOURCE_NAME,
          refused(
              () -> container.getBlobClient("a/" + name).upload(BinaryData.fromString("2"), true)));
    }
  }

  private static BlobErrorCode refused(Runnable call) {
    return assertThrows(BlobStorageException.class, call::run).getErrorCode();
  }
}
