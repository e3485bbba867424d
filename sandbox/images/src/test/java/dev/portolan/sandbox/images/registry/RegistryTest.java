package dev.portolan.sandbox.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.FaultPoint.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution protocol, call by call. */
final class RegistryTest {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  @TempDir Path directory;
  private final FaultPlan faults = new FaultPlan();
  private final HttpClient http = HttpClient.newHttpClient();
  private Registry registry;

  @BeforeEach
  void start() throws Exception {
    registry = Registry.open(0, ImageStore.open(directory), new CallGate(faults, new CallLog()));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + registry.host() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPageUnderAnotherNameIsNotLetIn() throws Exception {
    push("app", "layer");
    String path = "/v2/app/blobs/" + digest("layer");
    for (String own : List.of("127.0.0.1:" + registry.port(), "LOCALHOST", "registry.localhost")) {
      assertEquals("HTTP/1.1 200 OK", statusLine(path, own), own);
    }
    for (String other : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil", "")) {
      assertTrue(statusLine(path, other).startsWith("HTTP/1.1 421 "), other);
    }
  }

  /** Over a bare socket: Java's client lets nobody choose the name. */
  private String statusLine(String path, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", registry.port())) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static String digest(String content) {
    byte[] hash = BlobStore.sha256(content.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  private void push(String repository, String content) throws Exception {
    HttpResponse<String> started = send("POST", "/v2/" + repository + "/blobs/uploads/", "");
    assertEquals(202, started.statusCode());
    String path = location(started) + "?digest=" + digest(content);
    assertEquals(201, send("PUT", path, content).statusCode());
  }

  private static String manifest(String config, String layer) {
    return ("{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}")
        .formatted(digest(config), digest(layer));
  }

  @Test
  void aBlobInPiecesIsOneBlob() throws Exception {
    String path = location(send("POST", "/v2/team/app/blobs/uploads/", ""));
    HttpResponse<String> first = send("PATCH", path, "he", "Content-Range", "0-1");
    assertEquals(202, first.statusCode());
    assertEquals("0-1", first.headers().firstValue("Range").orElse(""));
    assertEquals(416, send("PATCH", path, "llo", "Content-Range", "5-7").statusCode());
    assertEquals(202, send("PATCH", location(first), "llo", "Content-Range", "2-4").statusCode());
    assertEquals(201, send("PUT", path + "?digest=" + digest("hello"), "").statusCode());
    assertEquals("hello", send("GET", "/v2/team/app/blobs/" + digest("hello"), "").body());
  }

  @Test
  void aBlobThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    String path = location(send("POST", "/v2/app/blobs/uploads/", ""));
    HttpResponse<String> refused = send("PUT", path + "?digest=" + digest("a"), "b");

    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("\"DIGEST_INVALID\""), refused.body());
    assertEquals(404, send("PATCH", path, "a").statusCode());
  }

  @Test
  void aBlobIsTakenOverFromAnotherRepository() throws Exception {
    push("one", "blob");
    String mount = "/v2/two/blobs/uploads/?mount=" + digest("blob") + "&from=one";
    assertEquals(404, send("HEAD", "/v2/two/blobs/" + digest("blob"), "").statusCode());
    assertEquals(201, send("POST", mount, "").statusCode());
    assertEquals(200, send("HEAD", "/v2/two/blobs/" + digest("blob"), "").statusCode());
    assertEquals(202, send("POST", mount.replace("from=one", "from=none"), "").statusCode());
  }

  @Test
  void aManifestNeedsItsBlobs() throws Exception {
    String manifest = manifest("config", "layer");
    HttpResponse<String> refused =
        send("PUT", "/v2/app/manifests/1.0", manifest, "Content-Type", TYPE);
    assertEquals(404, refused.statusCode());
    assertTrue(refused.body().contains("\"MANIFEST_BLOB_UNKNOWN\""), refused.body());

    push("app", "config");
    push("app", "layer");
    HttpResponse<String> kept =
        send("PUT", "/v2/app/manifests/1.0", manifest, "Content-Type", TYPE);
    assertEquals(201, kept.statusCode());
    assertEquals(digest(manifest), kept.headers().firstValue("Docker-Content-Digest").orElse(""));
    assertEquals(manifest, send("GET", "/v2/app/manifests/" + digest(manifest), "").body());
    HttpResponse<String> head = send("HEAD", "/v2/app/manifests/1.0", "");
    assertEquals(TYPE, head.headers().firstValue("Content-Type").orElse(""));
    assertEquals(
        "{\"name\":\"app\",\"tags\":[\"1.0\"]}", send("GET", "/v2/app/tags/list", "").body());
    assertEquals(202, send("DELETE", "/v2/app/manifests/" + digest(manifest), "").statusCode());
    assertEquals(404, send("GET", "/v2/app/manifests/1.0", "").statusCode());
  }

  @Test
  void credentialsAreAskedForWhenToldTo() throws Exception {
    registry.require("ada", "secret");
    HttpResponse<String> refused = send("GET", "/v2/", "");
    assertEquals(401, refused.statusCode());
    assertTrue(refused.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
    assertEquals(
        200, send("GET", "/v2/", "", "Authorization", "Basic YWRhOnNlY3JldA==").statusCode());
  }

  @Test
  void whoIsKnownIsAskedEachTime() throws Exception {
    Set<String> tokens = new HashSet<>(Set.of("one:two"));
    registry.require((user, password) -> user.equals("token") && tokens.contains(password));
    String known = "Basic " + Base64.getEncoder().encodeToString("token:one:two".getBytes("UTF-8"));

    assertEquals(200, send("GET", "/v2/", "", "Authorization", known).statusCode());
    for (String other : List.of("Basic dG9rZW46b25l", "Basic dG9rZW4=", "Basic ?", "Bearer x")) {
      assertEquals(401, send("GET", "/v2/", "", "Authorization", other).statusCode(), other);
    }
    tokens.clear();
    assertEquals(401, send("GET", "/v2/", "", "Authorization", known).statusCode());
  }

  @Test
  void pathsThatLeadElsewhereAreUnknown() throws Exception {
    assertEquals(404, send("GET", "/v2/..%2f..%2fetc/blobs/sha256:0", "").statusCode());
    assertEquals(404, send("GET", "/v2/app/blobs/uploads/..%2f..%2fx", "").statusCode());
    assertEquals(404, send("GET", "/v1/search", "").statusCode());
  }

  @Test
  void whatWasPushedOutlivesTheProcess() throws Exception {
    push("app", "blob");
    stop();
    start();
    assertEquals("blob", send("GET", "/v2/app/blobs/" + digest("blob"), "").body());
  }

  @Test
  void faultsStrikeHereToo() throws Exception {
    faults.on("registry", "put manifest", Phase.BEFORE_SEND, Fault.throttle(), 1);
    HttpResponse<String> refused = send("PUT", "/v2/app/manifests/1", "{}", "Content-Type", TYPE);

    assertEquals(429, refused.statusCode());
    assertTrue(refused.body().contains("\"TOOMANYREQUESTS\""), refused.body());
  }
}
