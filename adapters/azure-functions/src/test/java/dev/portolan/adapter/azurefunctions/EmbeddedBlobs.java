package dev.portolan.adapter.azurefunctions;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A container of blobs that keeps what it takes, or answers what a test says. A backslash in a name
 * is a slash.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob">Get Blob</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/delete-blob">Delete Blob</a>
 * @see <a href="https://github.com/Azure/azure-sdk-for-python/pull/48883">"The service
 *     canonicalizes \\ to /"</a>
 */
final class EmbeddedBlobs {
  static final String CONTAINER = "https://acmestore.blob.core.windows.net/photos";
  private static final String PATH = "/blob/acmestore.blob.core.windows.net/";
  private static final String BLOBS = PATH + "photos/";

  /** One that is kept. */
  private record Blob(byte[] content, String type) {}

  /**
   * An answer.
   *
   * @param code of the error; empty for none
   * @param bytes how many it says that its body has; -1 does not say, and breaks it off
   */
  record Answer(int status, String code, byte[] body, int bytes) {
    static Answer refusal(int status, String code) {
      byte[] body = ("<Error>\n<Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
      return new Answer(status, code, body, body.length);
    }

    /** The same with a body that breaks off. */
    static Answer broken(int status, String code) {
      return new Answer(status, code, "<Error>".getBytes(StandardCharsets.UTF_8), -1);
    }
  }

  private final Supplier<String> authorization;
  private final Map<String, Blob> kept = new HashMap<>();

  /** What is answered first. */
  final Deque<Answer> answers = new ArrayDeque<>();

  /** Method and path of each call. */
  final List<String> calls = new ArrayList<>();

  final Map<String, String> headers = new HashMap<>();

  EmbeddedBlobs(Supplier<String> authorization) {
    this.authorization = authorization;
  }

  void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    calls.add(exchange.getRequestMethod() + " " + path.split("/", 4)[3]);
    headers.clear();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answer answer = answers.isEmpty() ? answer(exchange, path, body) : answers.remove();
    if (!answer.code().isEmpty()) {
      exchange.getResponseHeaders().set("x-ms-error-code", answer.code());
    }
    if (answer.bytes() < 0) {
      breakOff(exchange, answer.status(), answer.body());
    }
    try (exchange) {
      exchange.sendResponseHeaders(answer.status(), answer.bytes() == 0 ? -1 : answer.bytes());
      exchange.getResponseBody().write(answer.body());
      // What says more than it has is closed in the middle, and newer JDKs would drop all of it.
      exchange.getResponseBody().flush();
    }
  }

  /** Answers with a body of which no more comes than this; the server hangs up on a failure. */
  static void breakOff(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    throw new IOException("broken off");
  }

  private Answer answer(HttpExchange exchange, String path, byte[] body) {
    String method = exchange.getRequestMethod();
    if (!authorization.get().equals(headers.get("Authorization"))) {
      return Answer.refusal(401, "InvalidAuthenticationInfo");
    }
    if (!headers.containsKey("X-ms-version")) {
      return Answer.refusal(400, "MissingRequiredHeader");
    }
    if (!path.startsWith(BLOBS)) {
      return Answer.refusal(404, "ContainerNotFound");
    }
    String key =
        URLDecoder.decode(
                path.substring(BLOBS.length()).replace("+", "%2B"), StandardCharsets.UTF_8)
            .replace('\\', '/');
    if (method.equals("PUT")) {
      if (!"BlockBlob".equals(headers.get("X-ms-blob-type"))) {
        return Answer.refusal(400, "MissingRequiredHeader");
      }
      kept.put(key, new Blob(body, headers.get("Content-type")));
      return new Answer(201, "", new byte[0], 0);
    }
    Blob blob = method.equals("DELETE") ? kept.remove(key) : kept.get(key);
    if (blob == null) {
      return Answer.refusal(404, "BlobNotFound");
    }
    if (method.equals("DELETE")) {
      return new Answer(202, "", new byte[0], 0);
    }
    exchange.getResponseHeaders().set("Content-Type", blob.type());
    exchange.getResponseHeaders().set("ETag", "\"0x8D4BCC2E4835CD0\"");
    exchange.getResponseHeaders().set("x-ms-version-id", "2026-11-27T02:00:00.0000000Z");
    return new Answer(200, "", blob.content(), blob.content().length);
  }
}
