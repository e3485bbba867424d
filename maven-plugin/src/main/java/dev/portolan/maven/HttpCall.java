package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A request to a deployed function, as anyone may send it: nothing in it says who we are. */
record HttpCall(String method, URI url, Optional<String> data) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** What came back. */
  record Answer(int status, String body) {
    boolean failed() {
      return status >= 500;
    }
  }

  /**
   * A request to a path of a function's base URL. Without a method it is GET, or POST when there is
   * something to send.
   */
  static HttpCall of(URI base, Sample sample) {
    String method = sample.method().orElse(sample.data().isPresent() ? "POST" : "GET");
    URI url = sample.path().map(path -> join(base, path)).orElse(base);
    return new HttpCall(method.toUpperCase(Locale.ROOT), url, sample.data());
  }

  /**
   * The URL of a path below a base. Where the base already ends in what the path begins with, that
   * is not said twice: a function's URL may lead to its own path.
   */
  static URI join(URI base, String path) {
    String own = Optional.ofNullable(base.getRawPath()).orElse("").replaceAll("/+$", "");
    String rest = path.startsWith("/") ? path : "/" + path;
    String origin = base.getScheme() + "://" + base.getRawAuthority();
    try {
      return URI.create(origin + own.substring(0, overlap(own, rest)) + rest);
    } catch (IllegalArgumentException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "not a path: " + path,
          "write what must be escaped as %xx",
          e);
    }
  }

  /** Where in one path the part begins with which another begins; its end if there is none. */
  private static int overlap(String own, String rest) {
    for (int i = own.indexOf('/'); i >= 0; i = own.indexOf('/', i + 1)) {
      String tail = own.substring(i);
      if (rest.equals(tail) || rest.startsWith(tail + "/") || rest.startsWith(tail + "?")) {
        return i;
      }
    }
    return own.length();
  }

  Answer send() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .timeout(ANSWER)
              .method(
                  method,
                  data.map(HttpRequest.BodyPublishers::ofString)
                      .orElse(HttpRequest.BodyPublishers.noBody()));
      data.ifPresent(body -> request.header("content-type", "application/json"));
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw new DeployException(
          DeployException.Kind.UNAVAILABLE,
          this + " was not answered: " + e,
          "see what the function said: portolan:logs",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeployException.of(DeployException.Kind.INTERRUPTED, this + " was interrupted", "");
    }
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
