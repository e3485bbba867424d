package dev.portolan.sandbox.gcp.pubsub;

import java.util.regex.Pattern;

/**
 * How topics and their labels may be named.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names">names</a>
 */
final class TopicName {
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9._~+%-]{2,254}");
  private static final Pattern LABEL_KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}0-9_-]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}0-9_-]{0,63}");

  private TopicName() {}

  static void check(String name) {
    String id = name.substring(name.lastIndexOf('/') + 1);
    if (!ID.matcher(id).matches() || id.startsWith("goog")) {
      throw PubSubError.NAME.refusal(name);
    }
  }

  static void label(String key, String value) {
    if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
      throw PubSubError.LABEL.refusal(key + "=" + value);
    }
  }
}
