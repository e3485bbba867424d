package dev.portolan.sandbox.gcp.eventarc;

import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event that a service of Google's sends, and no topic of the project brings.
 *
 * @param attributes as CloudEvents names them, without version, id and media type
 */
public record DirectEvent(Map<String, String> attributes, String contentType, ByteString data) {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+}");

  /** Whether a trigger asks for it. */
  boolean isFor(Trigger trigger) {
    return trigger.getEventFiltersList().stream().allMatch(this::passes);
  }

  /**
   * A path pattern's {@code *} and {@code {name}} stand for a segment, {@code **} for any number.
   *
   * @see <a href="https://cloud.google.com/eventarc/docs/path-patterns">path patterns</a>
   */
  private boolean passes(EventFilter filter) {
    String value = attributes.getOrDefault(filter.getAttribute(), "");
    if (filter.getOperator().isEmpty()) {
      return value.equals(filter.getValue());
    }
    StringBuilder pattern = new StringBuilder();
    for (String segment : filter.getValue().split("/")) {
      boolean one = segment.equals("*") || VARIABLE.matcher(segment).matches();
      pattern
          .append(pattern.isEmpty() ? "" : "/")
          .append(segment.equals("**") ? ".*" : one ? "[^/]+" : Pattern.quote(segment));
    }
    return value.matches(pattern.toString());
  }

  /** As it travels: the Pub/Sub binding of CloudEvents. */
  PubsubMessage.Builder message() {
    PubsubMessage.Builder message = PubsubMessage.newBuilder().setData(data);
    attributes.forEach((name, value) -> message.putAttributes("ce-" + name, value));
    return message
        .putAttributes("ce-specversion", "1.0")
        .putAttributes("content-type", contentType);
  }
}
