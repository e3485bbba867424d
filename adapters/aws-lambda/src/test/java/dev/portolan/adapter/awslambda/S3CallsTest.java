package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.StoredObject;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What S3 answers, and what a function is told of it. */
final class S3CallsTest {
  private static final String ERROR =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message>"
          + "<AWSAccessKeyId>AKIA</AWSAccessKeyId><RequestId>r</RequestId></Error>";

  private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1:ab:3";

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> environment = new HashMap<>();
  private ToldAws server;

  @BeforeEach
  void open() throws IOException {
    server = ToldAws.start(this::answer);
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL_S3", server.url());
    environment.put("AWS_ACCESS_KEY_ID", "AKIA");
    environment.put("AWS_SECRET_ACCESS_KEY", "hunter2");
    environment.put("AWS_SESSION_TOKEN", "session");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ToldAws.Told answer(ToldAws.Asked asked) {
    requests.add(
        asked.method()
            + " "
            + asked.uri()
            + " "
            + asked.header("Authorization")
            + " "
            + asked.header("X-Amz-Security-Token")
            + " "
            + asked.header("X-Amzn-Trace-Id")
            + " "
            + asked.header("x-amz-checksum-sha256")
            + " "
            + asked.body());
    return ToldAws.Told.of(answers.remove())
        .with(Map.of("ETag", "\"e1\"", "Content-Type", "text/plain", "x-amz-version-id", "v1"));
  }

  private S3Calls calls() {
    return new S3Calls(environment, TRACE, 10_000);
  }

  private static String told(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  @Test
  @DisplayName("an object comes with what the store tells of it")
  void object() throws IOException {
    answers.add("200 content");
    try (StoredObject object = calls().get("photos", "a b.txt")) {
      assertEquals("a b.txt", object.ref().key());
      assertEquals("photos", object.ref().bucket());
      assertEquals(7, object.ref().size().getAsLong());
      assertEquals("e1", object.ref().etag().get());
      assertEquals("text/plain", object.ref().contentType().get());
      assertEquals("v1", object.ref().version().get());
      assertEquals("content", new String(object.bytes(100), StandardCharsets.UTF_8));
    }
    assertTrue(requests.get(0).startsWith("GET /photos/a%20b.txt AWS4-HMAC-SHA256 "), "path");
    assertTrue(requests.get(0).contains("/eu-west-1/s3/aws4_request"), requests.get(0));
    assertTrue(
        requests
            .get(0)
            .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token"),
        requests.get(0));
  }

  @Test
  @DisplayName("none of this key is null; no bucket, and anything else, is a failure that says why")
  void absent() throws IOException {
    answers.add("404 " + ERROR.formatted("NoSuchKey", "The specified key does not exist."));
    assertNull(calls().get("photos", "a"));
    answers.add("404 " + ERROR.formatted("NoSuchBucket", "The specified bucket does not exist"));
    assertEquals(
        "S3 does not read a in photos: 404 NoSuchBucket: The specified bucket does not exist",
        told(() -> calls().get("photos", "a")));
    answers.add("404 ");
    assertEquals("S3 does not read a in photos: 404 : ", told(() -> calls().get("photos", "a")));
    answers.add("301 " + ERROR.formatted("PermanentRedirect", "Use the endpoint\nof it."));
    assertEquals(
        "S3 does not store a in photos: 301 PermanentRedirect: Use the endpoint\\u000aof it.",
        told(() -> calls().put("photos", "a", new byte[1], "a/b")));
  }

  @Test
  @DisplayName("a refusal names the right that is missing, and no key")
  void forbidden() {
    String message = "User: arn:aws:sts::1:assumed-role/r/f is not authorized to perform it";
    answers.add("403 " + ERROR.formatted("AccessDenied", message));
    String told = told(() -> calls().get("photos", "a"));
    assertTrue(told.contains("403 AccessDenied: " + message), told);
    assertTrue(told.contains("needs s3:GetObject"), told);
    answers.add("403 ");
    assertTrue(told(() -> calls().put("p", "a", new byte[0], "a/b")).contains("s3:PutObject"));
    answers.add("403 ");
    assertTrue(told(() -> calls().delete("p", "a")).contains("s3:DeleteObject"));
    assertFalse(told.contains("AKIA"), told);
  }

  @Test
  @DisplayName("the service's own failures are tried again, for each verb; refusals are not")
  void again() throws IOException {
    answers.addAll(List.of("503 ", "429 ", "200 "));
    calls().put("photos", "a", "x".getBytes(StandardCharsets.UTF_8), "a/b");
    assertTrue(requests.get(2).endsWith(" x"), "with the body again: " + requests.get(2));
    answers.addAll(List.of("500 ", "204 "));
    calls().delete("photos", "a");
    answers.addAll(List.of("500 ", "200 content"));
    calls().get("photos", "a").close();
    assertEquals(7, requests.size());
    answers.addAll(List.of("500 ", "500 ", "500 "));
    assertEquals("s3 answered 500", told(() -> calls().get("photos", "a")));
  }

  @Test
  @DisplayName("the trace goes along as the runtime gives it, by which Lambda stops loops")
  void trace() throws IOException {
    answers.add("204 ");
    calls().delete("photos", "a");
    assertTrue(requests.get(0).contains(" " + TRACE + " null "), requests.get(0));
    assertFalse(requests.get(0).contains("x-amzn-trace-id"), "unsigned: " + requests.get(0));
  }

  @Test
  @DisplayName("what is stored comes with its checksum, which buckets that lock objects ask for")
  void checksum() throws IOException {
    answers.add("200 ");
    calls().put("photos", "a", "abc".getBytes(StandardCharsets.UTF_8), "a/b");
    String sha256 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    assertTrue(requests.get(0).contains(" " + sha256 + " "), requests.get(0));
    assertTrue(requests.get(0).contains("x-amz-checksum-sha256"), "signed: " + requests.get(0));
  }

  @Test
  @DisplayName("what asks for patience with 400 is tried again, and told in its words at last")
  void throttled() throws IOException {
    String slow = "400 " + ERROR.formatted("RequestTimeout", "Too slow.");
    answers.addAll(List.of(slow, "200 "));
    calls().put("photos", "a", new byte[1], "a/b");
    assertEquals(2, requests.size());
    answers.addAll(List.of(slow, slow, slow));
    assertEquals(
        "S3 does not store a in photos: 400 RequestTimeout: Too slow.",
        told(() -> calls().put("photos", "a", new byte[1], "a/b")));
    assertEquals(5, requests.size());
  }

  @Test
  @DisplayName("a refusal that is not about rights names none")
  void otherRefusals() {
    answers.add("403 " + ERROR.formatted("RequestTimeTooSkewed", "The clocks differ."));
    assertEquals(
        "S3 does not read a in photos: 403 RequestTimeTooSkewed: The clocks differ.",
        told(() -> calls().get("photos", "a")));
  }

  @Test
  @DisplayName("what is signed for a bucket in the host is what S3 checks, with a role's keys")
  void bucketInTheHost() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      Map<String, String> variables = places.environment();
      AwsCalls calls = new AwsCalls(variables, "s3", "AWS_ENDPOINT_URL_S3", null, 10_000);
      URI address = S3Calls.address(null, "us-east-1", "photos", "a b/\u00e4+&=~$'()!*.txt");
      byte[] body = {1, 2, 3};
      AwsRequest put = new AwsRequest("PUT", address, Map.of("Content-Type", "a/b"), body);
      WireHeaders headers = WireHeaders.none();
      for (Map.Entry<String, String> each :
          calls.signed(put, "us-east-1", Credentials.of(variables, 1)).entrySet()) {
        headers = headers.with(each.getKey(), each.getValue());
      }
      String path = address.getRawPath();
      assertEquals(
          200, places.aws().handle(new WireRequest("PUT", path, "", headers, body)).status());
      assertEquals(
          403, places.aws().handle(new WireRequest("PUT", path + "x", "", headers, body)).status());
    }
  }

  @Test
  @DisplayName("each partition has a domain of its own")
  void partitions() {
    assertEquals("s3.us-gov-west-1.amazonaws.com", AwsCalls.host("s3", "us-gov-west-1"));
    assertEquals("s3.eusc-de-east-1.amazonaws.eu", AwsCalls.host("s3", "eusc-de-east-1"));
    assertEquals("s3.us-isob-east-1.sc2s.sgov.gov", AwsCalls.host("s3", "us-isob-east-1"));
  }

  @Test
  @DisplayName("the host that is signed is the one that is sent")
  void hosts() {
    assertEquals("store.example", AwsCalls.hostHeader(URI.create("https://store.example:443/a")));
    assertEquals("127.0.0.1", AwsCalls.hostHeader(URI.create("http://127.0.0.1:80/a")));
    assertEquals("store.example:80", AwsCalls.hostHeader(URI.create("https://store.example:80/a")));
  }

  @Test
  @DisplayName("without time it is not asked")
  void noTime() {
    assertTrue(
        told(() -> new S3Calls(environment, TRACE, 1).get("photos", "a")).contains("no time"));
    assertEquals(List.of(), requests);
  }

  @Test
  @DisplayName("content that ends early is a failure, not the end")
  void truncated() throws Exception {
    try (ServerSocket half = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + half.getLocalPort());
      Thread sender = new Thread(() -> sendHalf(half));
      sender.start();
      try (StoredObject object = calls().get("photos", "a")) {
        // Newer JDKs tell it by themselves, in their own words.
        assertThrows(IOException.class, () -> object.bytes(100));
      }
      sender.join();
    }
  }

  private static void sendHalf(ServerSocket half) {
    try (Socket socket = half.accept()) {
      socket.getInputStream().read(new byte[8192]);
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  @DisplayName("the bucket is in the host, save where it has dots or the endpoint is another")
  void addresses() {
    assertEquals(
        "https://photos.s3.eu-west-1.amazonaws.com/a%20b/%24c",
        S3Calls.address(null, "eu-west-1", "photos", "a b/$c").toString());
    assertEquals(
        "https://s3.eu-west-1.amazonaws.com/my.photos/a",
        S3Calls.address(null, "eu-west-1", "my.photos", "a").toString());
    assertEquals(
        "https://photos.s3.cn-north-1.amazonaws.com.cn//a/",
        S3Calls.address(null, "cn-north-1", "photos", "/a/").toString());
    assertEquals(
        "https://store.example/photos/a",
        S3Calls.address(URI.create("https://store.example/"), "eu-west-1", "photos", "a")
            .toString());
  }
}
