package dev.portolan.sandbox.knative.eventing;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Posts events in binary mode and tries again as a delivery asks for. Source of what is tried
 * again: knative/specs {@code specs/eventing/data-plane.md}.
 */
final class Delivery {
  private static final Set<Integer> AGAIN = Set.of(404, 408, 409, 429);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int KEPT = 1024;

  /** One for all clusters: each client is a thread. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final TimeSource time;
  private final Consumer<String> log;

  Delivery(TimeSource time, Consumer<String> log) {
    this.time = time;
    this.log = log;
  }

  /**
   * How a delivery ended.
   *
   * @param status of the last try; 0 when nobody answered
   * @param tries how many it took
   */
  record Result(boolean delivered, int status, byte[] body, Optional<Event> reply, int tries) {
    /**
     * The same in words. An answer that is not tried again, and is not that nobody is there, is a
     * refusal.
     *
     * @param name who listens
     * @param dead where it was sent then; empty for nowhere
     */
    Happening.Delivery told(String name, String dead) {
      boolean refused = !delivered && !Delivery.again(this) && status >= 400;
      Happening.Fate fate = refused ? Happening.Fate.REFUSED : Happening.Fate.FAILED;
      String line =
          name
              + (delivered ? ": handled" : refused ? ": refused with " : ": failed with ")
              + (delivered ? "" : status)
              + (tries == 1 ? "" : ", tried " + tries + " times")
              + (dead.isEmpty() ? "" : ", sent to " + dead);
      return new Happening.Delivery(
          name, 1, 1, delivered ? Happening.Fate.HANDLED : fate, tries, dead, List.of(line));
    }

    Result again(int number) {
      return new Result(delivered, status, body, reply, number);
    }
  }

  Result deliver(Event event, String url, DeliverySpec spec) throws InterruptedException {
    Result result = attempt(event, url);
    for (int retry = 0; retry < spec.retries() && again(result); retry++) {
      time.sleep(spec.backoff(retry));
      result = attempt(event, url).again(result.tries() + 1);
    }
    if (!result.delivered()) {
      log.accept("event " + event + " was not taken by " + url + ": status " + result.status());
    }
    return result;
  }

  private static boolean again(Result result) {
    return !result.delivered()
        && (result.status() == 0 || result.status() >= 500 || AGAIN.contains(result.status()));
  }

  private Result attempt(Event event, String url) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LONGEST)
            .header("Prefer", "reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(event.data()));
    EventWire.headers(event).forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      int status = response.statusCode();
      boolean delivered = status >= 200 && status < 300;
      Optional<Event> reply =
          delivered && status != 202
              ? EventWire.read(response.headers().map(), response.body())
              : Optional.empty();
      return new Result(delivered, status, response.body(), reply, 1);
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Result(false, 0, message.getBytes(StandardCharsets.UTF_8), Optional.empty(), 1);
    }
  }

  /** The event as a dead letter sink gets it. */
  static Event dead(Event event, String url, Result result) {
    byte[] kept = Arrays.copyOf(result.body(), Math.min(result.body().length, KEPT));
    Event dead =
        event
            .with("knativeerrordest", url)
            .with(
                "knativeerrorcode", Integer.toString(result.status() == 0 ? 500 : result.status()));
    return kept.length == 0
        ? dead
        : dead.with("knativeerrordata", Base64.getEncoder().encodeToString(kept));
  }
}
