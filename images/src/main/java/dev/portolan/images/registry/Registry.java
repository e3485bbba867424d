package dev.portolan.images.registry;

import dev.portolan.images.image.Json;
import dev.portolan.images.wire.SmallBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One repository of a registry, spoken to over HTTP: credentials when they are asked for, to the
 * registry's own origin alone; nothing repeated.
 */
public final class Registry {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration UPLOAD = Duration.ofMinutes(10);

  /** For what we keep in memory: manifests, tokens, errors. */
  static final BodyHandler<byte[]> SMALL = SmallBody.of(4 << 20);

  private static final int MOST_REDIRECTS = 5;

  private final HttpClient http;
  private final Repository repository;
  private final RegistryLogin login;
  private Optional<String> authorization = Optional.empty();

  Registry(HttpClient http, Repository repository, RegistryLogin login) {
    this.http = http;
    this.repository = repository;
    this.login = login;
  }

  /** The client that registries are spoken to with. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  Repository repository() {
    return repository;
  }

  /** Sends a request that has no body; follows where it is sent on to. */
  <T> HttpResponse<T> get(String method, URI uri, String accept, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response =
        send(
            method,
            uri,
            accept,
            HttpRequest.BodyPublishers.noBody(),
            PATIENCE,
            List.of(repository.scope("pull")),
            handler);
    for (int i = 0; i < MOST_REDIRECTS && redirects(response); i++) {
      String location = response.headers().firstValue("Location").orElseThrow();
      URI next = repository.told(response.uri(), location);
      if (repository.inTheClear(next)) {
        throw new IOException(repository.host() + " sends us on to plain HTTP: " + next.getHost());
      }
      response =
          http.send(
              request(method, next, accept, HttpRequest.BodyPublishers.noBody(), PATIENCE),
              handler);
    }
    return response;
  }

  /** Sends what changes the repository. */
  HttpResponse<byte[]> push(
      String method, URI uri, String contentType, BodyPublisher body, Duration patience)
      throws IOException, InterruptedException {
    return send(method, uri, contentType, body, patience, List.of(pushing()), SMALL);
  }

  /** Asks for an upload, or for a blob of another repository, which a token must let us read. */
  HttpResponse<byte[]> mount(URI uri, Repository from) throws IOException, InterruptedException {
    List<String> scopes = List.of(pushing(), from.scope("pull"));
    return send("POST", uri, "", HttpRequest.BodyPublishers.noBody(), PATIENCE, scopes, SMALL);
  }

  private String pushing() {
    return repository.scope("pull,push");
  }

  private <T> HttpResponse<T> send(
      String method,
      URI uri,
      String type,
      BodyPublisher body,
      Duration patience,
      List<String> scopes,
      BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response = http.send(request(method, uri, type, body, patience), handler);
    List<String> challenges = response.headers().allValues("WWW-Authenticate");
    if (response.statusCode() != 401 || challenges.isEmpty() || !repository.isOrigin(uri)) {
      return response;
    }
    authorization = login.answer(challenges, scopes);
    return authorization.isPresent()
        ? http.send(request(method, uri, type, body, patience), handler)
        : response;
  }

  private HttpRequest request(
      String method, URI uri, String type, BodyPublisher body, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, body).timeout(patience);
    request.header("User-Agent", "portolan");
    if (!type.isEmpty()) {
      request.header(method.equals("PUT") ? "Content-Type" : "Accept", type);
    }
    if (authorization.isPresent() && repository.isOrigin(uri)) {
      request.header("Authorization", authorization.get());
    }
    return request.build();
  }

  private static boolean redirects(HttpResponse<?> response) {
    return response.statusCode() / 100 == 3
        && response.headers().firstValue("Location").isPresent();
  }

  /** What a registry said, with its own code where it gave one. */
  static RegistryException refusal(HttpResponse<byte[]> response, String what) {
    String code = "";
    String said = "";
    try {
      var error = Json.object(response.body()).path("errors").path(0);
      code = error.path("code").asText();
      said = error.path("message").asText();
    } catch (IOException notJson) {
      boolean page =
          response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
      said = page ? "with a page of HTML" : new String(response.body(), StandardCharsets.UTF_8);
    }
    String detail = (code + " " + said).strip();
    Optional<Duration> after =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return new RegistryException(
        response.statusCode(),
        code,
        "cannot %s: HTTP %d%s"
            .formatted(
                what,
                response.statusCode(),
                detail.isEmpty() ? "" : ", " + detail.substring(0, Math.min(300, detail.length()))),
        after);
  }
}
