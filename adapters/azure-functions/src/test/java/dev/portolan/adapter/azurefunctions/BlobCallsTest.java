package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.StoredObject;
import dev.portolan.adapter.azurefunctions.EmbeddedBlobs.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the blob service is asked, and what becomes of its answers. */
final class BlobCallsTest {
  private static final long MILLIS = 20_000;
  private static final String PHOTOS = EmbeddedBlobs.CONTAINER;

  private EmbeddedAzure azure;
  private AzureOutbound outbound;

  @BeforeEach
  void open() throws IOException {
    azure = new EmbeddedAzure();
    outbound = new AzureOutbound(azure.environment(), 1);
  }

  @AfterEach
  void close() {
    azure.close();
  }

  private static String refusal(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  @Test
  void anObjectIsOneOfItsContainerWithWhatAzureTellsOfIt() throws IOException {
    outbound.put(PHOTOS, "a/b c&d", new byte[] {1, 2}, "image/png", MILLIS);
    assertEquals("PUT photos/a/b%20c%26d", azure.blobs.calls.get(0));
    try (StoredObject object = outbound.get(PHOTOS, "a/b c&d", MILLIS)) {
      assertEquals("photos", object.ref().bucket());
      assertEquals("a/b c&d", object.ref().key());
      assertEquals(Optional.of("0x8D4BCC2E4835CD0"), object.ref().etag());
      assertEquals(Optional.of("2026-11-27T02:00:00.0000000Z"), object.ref().version());
      assertEquals(Optional.of("image/png"), object.ref().contentType());
    }
  }

  @Test
  void tokensAreForStorageAndOneThatIsRefusedIsReplacedOnce() throws IOException {
    azure.blobs.answers.add(Answer.refusal(401, "InvalidAuthenticationInfo"));
    assertNull(outbound.get(PHOTOS, "a", MILLIS));
    assertEquals(2, azure.tokens);
    assertTrue(
        azure.asked.get(0).contains("resource=https://storage.azure.com/&"), azure.asked::toString);
    for (int i = 0; i < 2; i++) {
      azure.blobs.answers.add(Answer.refusal(401, "InvalidAuthenticationInfo"));
    }
    String told = refusal(() -> outbound.delete(PHOTOS, "a", MILLIS));
    assertTrue(told.contains("photos/a: 401 InvalidAuthenticationInfo"), told);
    assertFalse(told.contains("t3"), "no credential");
  }

  @Test
  void whoMayNotIsToldWhichRightIsMissing() {
    for (int i = 0; i < 3; i++) {
      azure.blobs.answers.add(Answer.refusal(403, "AuthorizationPermissionMismatch"));
    }
    String told = refusal(() -> outbound.get(PHOTOS, "a", MILLIS));
    assertTrue(told.startsWith("not read: " + PHOTOS + "/a: 403 Authorization"), told);
    assertTrue(told.contains("needs Storage Blob Data Reader there, and a right that is"), told);
    told = refusal(() -> outbound.put(PHOTOS, "a", new byte[1], "a/b", MILLIS));
    assertTrue(told.contains("needs Storage Blob Data Contributor there"), told);
    told = refusal(() -> outbound.delete(PHOTOS, "a", MILLIS));
    assertTrue(told.contains("not removed: "), told);
    azure.blobs.answers.add(Answer.refusal(403, "AuthorizationFailure"));
    told = refusal(() -> outbound.get(PHOTOS, "a", MILLIS));
    assertTrue(told.contains("the account's firewall may keep the function out"), told);
    assertEquals(4, azure.blobs.calls.size(), "none of it is tried again");
  }

  @Test
  void onlyABlobThatIsNotThereIsAbsent() throws IOException {
    assertNull(outbound.get(PHOTOS, "a", MILLIS));
    outbound.delete(PHOTOS, "a", MILLIS);
    String none = PHOTOS + "-2";
    for (Executable call :
        List.<Executable>of(
            () -> outbound.get(none, "a", MILLIS),
            () -> outbound.put(none, "a", new byte[1], "a/b", MILLIS),
            () -> outbound.delete(none, "a", MILLIS))) {
      String told = refusal(call);
      assertTrue(told.contains("photos-2/a: 404 ContainerNotFound; there is no such"), told);
    }
    azure.blobs.answers.add(new Answer(404, "", new byte[0], 0));
    assertTrue(refusal(() -> outbound.get(PHOTOS, "a", MILLIS)).endsWith("/a: 404"));
    azure.blobs.answers.add(Answer.refusal(409, "BlobArchived"));
    assertTrue(refusal(() -> outbound.get(PHOTOS, "a", MILLIS)).contains("409 BlobArchived: <"));
  }

  @Test
  void whatMayPassIsTriedAgain() throws IOException {
    azure.blobs.answers.add(Answer.refusal(503, "ServerBusy"));
    azure.blobs.answers.add(Answer.refusal(500, "OperationTimedOut"));
    outbound.put(PHOTOS, "a", new byte[] {1}, "text/plain", MILLIS);
    assertEquals(3, azure.blobs.calls.size());
    for (int i = 0; i < 6; i++) {
      azure.blobs.answers.add(Answer.refusal(503, "ServerBusy"));
    }
    assertTrue(refusal(() -> outbound.get(PHOTOS, "a", MILLIS)).contains("503 ServerBusy"));
  }

  @Test
  void whatIsDoneStaysDoneIfTheAnswersBodyBreaksOff() throws IOException {
    azure.blobs.answers.add(Answer.broken(201, ""));
    outbound.put(PHOTOS, "a", new byte[] {1}, "text/plain", MILLIS);
    azure.blobs.answers.add(Answer.broken(202, ""));
    outbound.delete(PHOTOS, "a", MILLIS);
    azure.blobs.answers.add(Answer.broken(404, "BlobNotFound"));
    assertNull(outbound.get(PHOTOS, "a", MILLIS));
    azure.blobs.answers.add(Answer.broken(404, "BlobNotFound"));
    outbound.delete(PHOTOS, "a", MILLIS);
    assertEquals(4, azure.blobs.calls.size(), "none of it is tried again");
  }

  @Test
  void whatIsRefusedIsToldIfTheAnswersBodyBreaksOff() {
    azure.blobs.answers.add(Answer.broken(403, "AuthorizationPermissionMismatch"));
    String told = refusal(() -> outbound.put(PHOTOS, "a", new byte[1], "a/b", MILLIS));
    assertTrue(told.contains("photos/a: 403 AuthorizationPermissionMismatch; the func"), told);
    assertTrue(told.endsWith(": <Error>"), told);
    azure.blobs.answers.add(Answer.broken(404, "ContainerNotFound"));
    told = refusal(() -> outbound.get(PHOTOS, "a", MILLIS));
    assertTrue(told.contains("404 ContainerNotFound; there is no such container"), told);
  }

  @Test
  void aBodyThatEndsEarlyIsAFailure() throws IOException {
    azure.blobs.answers.add(new Answer(200, "", new byte[] {1, 2}, 3));
    try (StoredObject object = outbound.get(PHOTOS, "a", MILLIS)) {
      assertEquals(3, object.ref().size().orElse(-1));
      assertThrows(IOException.class, () -> object.bytes(10));
    }
  }

  @Test
  void nothingButAContainerOfAnAccountIsCalled() {
    for (String place :
        List.of(
            "http://acmestore.blob.core.windows.net/photos",
            "https://acmestore.blob.core.windows.net.example.com/photos",
            "https://example.com/photos",
            "https://acmestore.blob.core.windows.net/photos?comp=list",
            "https://acmestore.blob.core.windows.net/$web",
            "photos")) {
      String told = refusal(() -> outbound.get(place, "a", MILLIS));
      assertTrue(told.contains("no container of a storage account"), told);
      refusal(() -> outbound.put(place, "a", new byte[1], "a/b", MILLIS));
      refusal(() -> outbound.delete(place, "a", MILLIS));
    }
    Map<String, String> environment = azure.environment();
    environment.put(AzureOutbound.BLOB_EMULATOR, "https://192.0.2.1/blob");
    AzureOutbound elsewhere = new AzureOutbound(environment, 1);
    assertEquals(
        "PORTOLAN_BLOB_EMULATOR is for loopback only: https://192.0.2.1/blob",
        refusal(() -> elsewhere.get(PHOTOS, "a", MILLIS)));
    assertEquals(0, azure.blobs.calls.size() + azure.tokens);
  }

  @Test
  void containersOfAllOfAzuresCloudsAreCalled() throws IOException {
    for (String host :
        List.of(
            "acmestore.z12.blob.storage.azure.net",
            "acmestore.blob.core.chinacloudapi.cn",
            "acmestore.blob.core.usgovcloudapi.net")) {
      azure.blobs.answers.add(Answer.refusal(404, "BlobNotFound"));
      assertNull(outbound.get("https://" + host + "/photos", "a", MILLIS));
    }
  }
}
