package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.StoredObject;
import dev.portolan.adapter.googlecloudfunctions.EmbeddedGoogle.Answer;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Pub/Sub and Cloud Storage are asked, and what becomes of their answers. */
final class GoogleOutboundTest {
  private static final String TOPIC = "projects/p/topics/to-pack";
  private static final long MILLIS = 60_000;
  private static final OutboundMessage MESSAGE =
      new OutboundMessage(
          Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t"),
          "text/plain",
          new byte[] {'x'});

  private EmbeddedGoogle google;
  private Outbound outbound;

  @BeforeEach
  void open() throws IOException {
    google = new EmbeddedGoogle();
    outbound = google.outbound();
  }

  @AfterEach
  void close() {
    google.close();
  }

  private String refusal(Executable call) {
    return assertThrows(IOException.class, call::run).getMessage();
  }

  private interface Executable {
    void run() throws IOException;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aMessageIsPublishedAsTheFunctionsAccount() throws IOException {
    google.answers.add(Answer.of(200, "{\"messageIds\":[\"7\"]}"));
    outbound.send(TOPIC, MESSAGE, MILLIS);
    EmbeddedGoogle.Call call = google.calls.get(0);
    assertEquals("POST /v1/" + TOPIC + ":publish", call.method() + " " + call.target());
    assertEquals("Bearer t1", call.header("Authorization"));
    assertEquals("application/json", call.header("Content-Type"));
    assertTrue(new String(call.body(), StandardCharsets.UTF_8).contains("\"data\":\"eA==\""));
  }

  @Test
  void theStatusIsJudgedWhateverBecomesOfTheBody() throws IOException {
    google.answers.add(Answer.of(200, "{").saying(-1));
    outbound.send(TOPIC, MESSAGE, MILLIS);
    google.answers.add(Answer.of(200, "{").saying(-1));
    outbound.put("b", "a", new byte[] {1}, "text/plain", MILLIS);
    google.answers.add(Answer.of(200, "{").saying(-1));
    outbound.delete("b", "a", MILLIS);
    google.answers.add(Answer.of(403, "{").saying(-1));
    String told = refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS));
    assertTrue(told.contains(": 403; the account that the function runs as needs"), told);
    google.answers.add(Answer.of(404, "{").saying(-1));
    refusal(() -> outbound.get("b", "a", MILLIS));
    assertEquals(5, google.calls.size(), "none of it is tried again");
  }

  @Test
  void aTokenIsKeptUntilShortlyBeforeItsEnd() throws IOException {
    outbound.send(TOPIC, MESSAGE, MILLIS);
    outbound.send(TOPIC, MESSAGE, MILLIS);
    assertEquals(1, google.tokens);
    google.tokenSeconds = 225;
    Outbound other = google.outbound();
    other.send(TOPIC, MESSAGE, MILLIS);
    other.send(TOPIC, MESSAGE, MILLIS);
    assertEquals(3, google.tokens, "one that ends so soon is not used twice");
  }

  @Test
  void aTokenThatIsRefusedIsReplacedOnce() throws IOException {
    google.answers.add(Answer.of(401, "{}", "WWW-Authenticate", "Bearer realm=\"x\""));
    outbound.send(TOPIC, MESSAGE, MILLIS);
    assertEquals("Bearer t2", google.calls.get(1).header("Authorization"));
    google.answers.add(Answer.of(401, "{}"));
    google.answers.add(Answer.of(401, "{}"));
    String told = refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS));
    assertTrue(told.contains("401; Google does not take the token"), told);
    assertFalse(told.contains("roles/"), told);
  }

  @Test
  void onlyAMetadataServerIsOne() {
    google.flavor = "other";
    String told = refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS));
    assertTrue(told.contains("the metadata server gives no token"), told);
    Outbound strange =
        new GoogleOutbound(
            Map.of("GCE_METADATA_HOST", "192.0.2.1", "PUBSUB_EMULATOR_HOST", google.host()), 1);
    told = refusal(() -> strange.send(TOPIC, MESSAGE, MILLIS));
    assertEquals("GCE_METADATA_HOST names no metadata server: 192.0.2.1", told);
    assertEquals(0, google.calls.size());
  }

  @Test
  void anEmulatorAloneIsShownNoToken() throws IOException {
    new GoogleOutbound(Map.of("PUBSUB_EMULATOR_HOST", google.host()), 1)
        .send(TOPIC, MESSAGE, MILLIS);
    assertNull(google.calls.get(0).header("Authorization"));
    assertEquals(0, google.tokens);
  }

  @Test
  void anEmulatorIsOnThisMachine() {
    Outbound far = new GoogleOutbound(Map.of("PUBSUB_EMULATOR_HOST", "192.0.2.1:80"), 1);
    String told = refusal(() -> far.send(TOPIC, MESSAGE, MILLIS));
    assertTrue(told.contains("loopback only"), told);
  }

  @Test
  void anEmulatorIsOnThisMachineHoweverItIsSpokenTo() {
    for (String strange :
        new String[] {
          "https://192.0.2.1",
          "ftp://192.0.2.1",
          "http://127.0.0.1@192.0.2.1",
          "http://a:b@127.0.0.1:1",
          "http://127.0.0.1:1/path",
          "https://127.0.0.1:1?a"
        }) {
      Outbound far = new GoogleOutbound(Map.of("STORAGE_EMULATOR_HOST", strange), 1);
      String told = refusal(() -> far.get("photos", "a", MILLIS));
      assertTrue(told.contains("loopback only"), strange + ": " + told);
    }
  }

  @Test
  void aConnectionThatSaysNothingLeavesTimeForAnother() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerTheSecond(silent));
      answering.start();
      new GoogleOutbound(Map.of("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + silent.getLocalPort()), 1)
          .send(TOPIC, MESSAGE, 4_000);
      answering.join();
    }
  }

  private static void answerTheSecond(ServerSocket server) {
    try (Socket first = server.accept();
        Socket second = server.accept()) {
      assertFalse(first.isClosed());
      second.getInputStream().read(new byte[8192]);
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
      second.getOutputStream().write(utf8(answer));
      second.shutdownOutput();
      second.getInputStream().readAllBytes();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void whatNoOtherTryWouldBetterIsTriedOnce() {
    google.flavor = "other";
    refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS));
    assertEquals(1, google.tokens);
  }

  @Test
  void aMessageIsSentAgainThatWasAbortedAndAnObjectIsNot() throws IOException {
    google.answers.add(Answer.of(409, "{}"));
    google.answers.add(Answer.of(499, "{}"));
    outbound.send(TOPIC, MESSAGE, MILLIS);
    assertEquals(3, google.calls.size());
    google.answers.add(Answer.of(409, "{}"));
    assertTrue(
        refusal(() -> outbound.put("photos", "a", new byte[0], "a/b", MILLIS)).contains("409"));
  }

  @Test
  void whatMayPassIsTriedAgain() throws IOException {
    google.answers.add(Answer.of(503, "{}"));
    google.answers.add(Answer.of(429, "{}"));
    google.answers.add(Answer.of(0, ""));
    outbound.send(TOPIC, MESSAGE, MILLIS);
    assertEquals(4, google.calls.size());
    assertArrayEquals(google.calls.get(0).body(), google.calls.get(3).body(), "of the same id");
  }

  @Test
  void whatDoesNotPassIsTold() {
    for (int i = 0; i < 10; i++) {
      google.answers.add(Answer.of(503, "{\"error\":{\"message\":\"a\\nb\"}}"));
    }
    String told = refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS));
    assertEquals("not sent to " + TOPIC + ": 503: a b", told);
    assertEquals(6, google.calls.size());
  }

  @Test
  void noTryIsBegunForWhichNoTimeIsLeft() {
    google.answers.add(Answer.of(503, "{}"));
    Outbound slow = new GoogleOutbound(Map.of("PUBSUB_EMULATOR_HOST", google.host()), 1_000_000);
    String told = refusal(() -> slow.send(TOPIC, MESSAGE, MILLIS));
    assertTrue(told.contains("503"), told);
    assertEquals(1, google.calls.size());
  }

  @Test
  void whoMayNotPublishIsToldWhatIsMissing() {
    google.answers.add(
        Answer.of(403, "{\"error\":{\"code\":403,\"message\":\"User not authorized.\"}}"));
    assertEquals(
        "not sent to "
            + TOPIC
            + ": 403; the account that the function runs as needs roles/pubsub.publisher there,"
            + " which takes minutes to work once it is granted: User not authorized.",
        refusal(() -> outbound.send(TOPIC, MESSAGE, MILLIS)));
  }

  @Test
  void aPlaceThatIsNoTopicIsNotCalled() {
    for (String place : new String[] {"http://broker/x", "to-pack", "projects/p/topics/a?b=c"}) {
      assertTrue(refusal(() -> outbound.send(place, MESSAGE, MILLIS)).contains("no topic"), place);
    }
    assertEquals(0, google.calls.size());
  }

  @Test
  void anObjectIsReadAsItIsStored() throws IOException {
    google.answers.add(
        Answer.of(
            200, "hello", "Content-Type", "text/x", "ETag", "\"CJ=\"", "x-goog-generation", "17"));
    try (StoredObject object = outbound.get("photos", "a b/ü+.jpg", MILLIS)) {
      assertEquals("photos", object.ref().bucket());
      assertEquals("a b/ü+.jpg", object.ref().key());
      assertEquals(OptionalLong.of(5), object.ref().size());
      assertEquals(Optional.of("CJ="), object.ref().etag());
      assertEquals(Optional.of("text/x"), object.ref().contentType());
      assertEquals(Optional.of("17"), object.ref().version());
      assertArrayEquals(utf8("hello"), object.bytes(5));
    }
    assertEquals(
        "/storage/v1/b/photos/o/a%20b%2F%C3%BC%2B.jpg?alt=media", google.calls.get(0).target());
    assertEquals("gzip", google.calls.get(0).header("Accept-Encoding"));
  }

  @Test
  void whatIsPackedForTheWayIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(utf8("hello"));
    }
    String[] headers = {
      "Content-Encoding",
      "gzip",
      "x-goog-stored-content-encoding",
      "identity",
      "x-goog-stored-content-length",
      "5"
    };
    google.answers.add(Answer.of(200, packed.toByteArray(), headers));
    try (StoredObject object = outbound.get("photos", "a", MILLIS)) {
      assertEquals(OptionalLong.of(5), object.ref().size());
      assertArrayEquals(utf8("hello"), object.bytes(5));
    }
    headers[3] = "gzip";
    google.answers.add(Answer.of(200, packed.toByteArray(), headers));
    try (StoredObject object = outbound.get("photos", "a", MILLIS)) {
      assertArrayEquals(packed.toByteArray(), object.bytes(100), "it was stored so");
    }
  }

  @Test
  void anObjectThatEndsEarlyIsNotTakenForWhole() throws IOException {
    google.answers.add(Answer.of(200, "hello").saying(10));
    try (StoredObject object = outbound.get("photos", "a", MILLIS)) {
      assertThrows(IOException.class, () -> object.bytes(100));
    }
    assertEquals(1, google.calls.size());
  }

  @Test
  void anObjectThatWasReadLeavesItsConnectionToTheNext() throws IOException {
    for (int i = 0; i < 3; i++) {
      google.answers.add(Answer.of(200, "hello"));
      try (StoredObject object = outbound.get("photos", "a", MILLIS)) {
        assertArrayEquals(utf8("hello"), object.bytes(5));
      }
    }
    assertEquals(1, google.callers.size());
  }

  @Test
  void whatIsNotThereIsNoObject() throws IOException {
    google.answers.add(Answer.of(404, "No such object: photos/a"));
    assertNull(outbound.get("photos", "a", MILLIS));
    google.answers.add(Answer.of(404, "No such object: photos/a bucket does not exist"));
    assertNull(outbound.get("photos", "a bucket does not exist", MILLIS));
    google.answers.add(Answer.of(404, "The specified bucket does not exist."));
    assertEquals("there is no bucket photos", refusal(() -> outbound.get("photos", "a", MILLIS)));
  }

  @Test
  void whoMayNotReadOrStoreIsToldWhatIsMissing() {
    google.answers.add(Answer.of(403, "x does not have storage.objects.get access"));
    String told = refusal(() -> outbound.get("photos", "a", MILLIS));
    assertTrue(told.contains("needs roles/storage.objectViewer there, which takes"), told);
    assertTrue(told.contains(": x does not"), told);
    google.answers.add(Answer.of(403, ""));
    told = refusal(() -> outbound.put("photos", "a", new byte[0], "a/b", MILLIS));
    assertTrue(told.contains("needs roles/storage.legacyBucketWriter there"), told);
    assertFalse(told.contains("t1"), "no credential");
  }

  @Test
  void anObjectIsStoredWithItsType() throws IOException {
    outbound.put("thumbs", "a/b&c=d", utf8("x"), "image/png", MILLIS);
    EmbeddedGoogle.Call call = google.calls.get(0);
    assertEquals(
        "POST /upload/storage/v1/b/thumbs/o?uploadType=media&name=a%2Fb%26c%3Dd",
        call.method() + " " + call.target());
    assertEquals("image/png", call.header("Content-Type"));
    assertArrayEquals(utf8("x"), call.body());
  }

  @Test
  void anObjectIsRemovedIfItIsThere() throws IOException {
    google.answers.add(Answer.of(204, ""));
    google.answers.add(Answer.of(404, "No such object: thumbs/a"));
    outbound.delete("thumbs", "a/b", MILLIS);
    outbound.delete("thumbs", "a/b", MILLIS);
    EmbeddedGoogle.Call call = google.calls.get(1);
    assertEquals("DELETE /storage/v1/b/thumbs/o/a%2Fb", call.method() + " " + call.target());
    google.answers.add(Answer.of(403, "no"));
    assertTrue(refusal(() -> outbound.delete("thumbs", "a", MILLIS)).contains("403"));
  }
}
