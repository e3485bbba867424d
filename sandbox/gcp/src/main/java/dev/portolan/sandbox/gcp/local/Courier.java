package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.LoopbackNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Posts what Google's cloud sends to functions, from within it. */
final class Courier {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String word;

  /** {@code word} is what doors know calls from within by. */
  Courier(String word) {
    this.word = word;
  }

  /**
   * The status of the answer; 0 when nobody answered in time, or the address is not on this
   * machine.
   */
  int send(String method, String url, Map<String, String> headers, byte[] body, Duration timeout)
      throws InterruptedException {
    URI uri = URI.create(url);
    if (!LoopbackNames.include(List.of(String.valueOf(uri.getHost())))) {
      return 0;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    request.setHeader(Door.INTERNAL, word);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException expected) {
      return 0;
    }
  }
}
