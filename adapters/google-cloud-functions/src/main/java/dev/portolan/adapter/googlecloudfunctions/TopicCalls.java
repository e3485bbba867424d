package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Publishes to topics of Pub/Sub, by the global address, which leads to the nearest region. The
 * order of messages of one key is kept among those that one region took: while Pub/Sub leads
 * elsewhere for a time, it can be lost (cloud.google.com/pubsub/docs/ordering, "Considerations when
 * using ordered messaging").
 */
final class TopicCalls {
  private static final Pattern PLACE = Pattern.compile("projects/[^/?#\\s]+/topics/[^/:?#\\s]+");

  private final GoogleApi api;

  TopicCalls(GoogleApi api) {
    this.api = api;
  }

  void publish(String place, OutboundMessage message, long millis) throws IOException {
    if (!PLACE.matcher(place).matches()) {
      throw new IOException(
          "a queue of the function is said to be at " + place + ", which is no topic of Pub/Sub");
    }
    byte[] body = new JsonWriter().value(PublishWire.request(message)).toBytes();
    String path = "/v1/" + place.replace("%", "%25") + ":publish";
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    Exchange exchange = api.open("POST", path, headers, body, millis);
    if (exchange.status() != 200) {
      throw GoogleApi.refused("not sent to " + place, "roles/pubsub.publisher", exchange);
    }
    exchange.bytesThatCome();
  }
}
