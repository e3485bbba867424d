package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What S3 takes as a notification configuration, whoever is told.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html">Event
 *     types and destinations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html">Object
 *     key name filtering</a>
 */
final class NotificationRules {
  private static final String ANY = "*";

  /** Types of events, each with what it may be narrowed to. */
  private static final Map<String, Set<String>> EVENTS =
      Map.of(
          "s3:ObjectCreated", Set.of(ANY, "Put", "Post", "Copy", "CompleteMultipartUpload"),
          "s3:ObjectRemoved", Set.of(ANY, "Delete", "DeleteMarkerCreated"),
          "s3:ObjectRestore", Set.of(ANY, "Post", "Completed", "Delete"),
          "s3:ReducedRedundancyLostObject", Set.of(""),
          "s3:Replication",
              Set.of(
                  ANY,
                  "OperationFailedReplication",
                  "OperationMissedThreshold",
                  "OperationReplicatedAfterThreshold",
                  "OperationNotTracked"),
          "s3:LifecycleExpiration", Set.of(ANY, "Delete", "DeleteMarkerCreated"),
          "s3:LifecycleTransition", Set.of(""),
          "s3:IntelligentTiering", Set.of(""),
          "s3:ObjectTagging", Set.of(ANY, "Put", "Delete"),
          "s3:ObjectAcl", Set.of("Put"));

  private NotificationRules() {}

  static void check(JsonNode entries) {
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      if (!ids.add(entry.path("id").asText())) {
        throw S3Error.SAME_ID.refusal();
      }
      for (JsonNode event : entry.path("events")) {
        if (!EVENTS.getOrDefault(type(event), Set.of()).contains(narrowed(event))) {
          throw S3Error.EVENT.refusalWith("ArgumentValue", event.asText());
        }
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      for (int j = i + 1; j < entries.size(); j++) {
        if (overlap(entries.get(i), entries.get(j))) {
          throw S3Error.AMBIGUOUS.refusal();
        }
      }
    }
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    String prefix = one.path("prefix").asText();
    String otherPrefix = other.path("prefix").asText();
    String suffix = one.path("suffix").asText();
    String otherSuffix = other.path("suffix").asText();
    return (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix))
        && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
        && sameEvents(one, other);
  }

  private static boolean sameEvents(JsonNode one, JsonNode other) {
    for (JsonNode event : one.path("events")) {
      for (JsonNode its : other.path("events")) {
        if (takes(event, its) || takes(its, event)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what an entry asks for takes an event. */
  static boolean takes(JsonNode asked, JsonNode event) {
    return asked.equals(event) || type(asked).equals(type(event)) && narrowed(asked).equals(ANY);
  }

  /** Whether an entry takes what happened to an object. */
  static boolean takes(JsonNode entry, JsonNode event, String key) {
    for (JsonNode asked : entry.path("events")) {
      if (takes(asked, event)) {
        return key.startsWith(entry.path("prefix").asText())
            && key.endsWith(entry.path("suffix").asText());
      }
    }
    return false;
  }

  private static String type(JsonNode event) {
    return event.asText().replaceFirst("^(s3:[^:]*):.*$", "$1");
  }

  private static String narrowed(JsonNode event) {
    return event.asText().substring(type(event).length()).replaceFirst("^:", "");
  }
}
