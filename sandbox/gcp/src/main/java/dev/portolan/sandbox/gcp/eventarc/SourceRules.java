package dev.portolan.sandbox.gcp.eventarc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.CommonError;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Project;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a trigger must be for what its events come from.
 *
 * @param buckets tells where a bucket is
 * @param databases tells where a database is
 * @param project who may do what in it
 * @see <a href="https://cloud.google.com/eventarc/docs/reference/supported-events">types and their
 *     filters</a>
 */
record SourceRules(
    BiFunction<ObjectNode, String, Optional<String>> buckets,
    BiFunction<ObjectNode, String, Optional<String>> databases,
    Policies project) {
  private static final String FIELD = "trigger.event_filters";
  private static final String STORAGE = "google.cloud.storage.object.v1.";
  private static final String FIRESTORE = "google.cloud.firestore.document.v1.";
  private static final Set<String> OBJECTS =
      Set.of("finalized", "deleted", "archived", "metadataUpdated");
  private static final Set<String> DOCUMENTS = Set.of("created", "updated", "deleted", "written");
  private static final String NAME = "projects/" + Project.ID;
  private static final String AGENT =
      "serviceAccount:service-" + Project.NUMBER + "@gs-project-accounts.iam.gserviceaccount.com";
  private static final String PROTOBUF = "application/protobuf";

  private static GoogleRefusal invalid(String what) {
    return EventarcError.INVALID.refusal(what).at(FIELD);
  }

  /** Checks filters, place and permissions of a trigger that is to be at a location. */
  void check(Trigger trigger, String location, ObjectNode tree) {
    String type = EventarcState.type(trigger);
    if (type.equals(EventarcState.PUBLISHED)) {
      only(trigger, type, Map.of("type", false));
      if (!location.contains("-")) {
        throw EventarcError.INVALID.refusal(
            "triggers for Pub/Sub messages are only available in single-region locations");
      }
    } else if (is(type, STORAGE, OBJECTS)) {
      only(trigger, type, Map.of("type", false, "bucket", false));
      own(trigger);
      bucket(value(trigger, type, "bucket"), location, tree);
      receiver(trigger, tree);
    } else if (is(type, FIRESTORE, DOCUMENTS)) {
      only(
          trigger,
          type,
          Map.of("type", false, "database", false, "namespace", false, "document", true));
      own(trigger);
      if (!trigger.getEventDataContentType().equals(PROTOBUF)) {
        throw EventarcError.FORMAT.refusal(type).at("trigger.event_data_content_type");
      }
      database(value(trigger, type, "database"), location, tree);
      receiver(trigger, tree);
    } else {
      throw CommonError.NOT_OFFERED.refusal("events of type '" + type + "'");
    }
  }

  private static boolean is(String type, String prefix, Set<String> last) {
    return type.startsWith(prefix) && last.contains(type.substring(prefix.length()));
  }

  /** Refuses other attributes, and a pattern where there may be none. */
  private static void only(Trigger trigger, String type, Map<String, Boolean> patterns) {
    for (EventFilter each : trigger.getEventFiltersList()) {
      boolean known = patterns.containsKey(each.getAttribute());
      boolean pattern = each.getOperator().equals("match-path-pattern");
      if (!known
          || !each.getOperator().isEmpty() && !(pattern && patterns.get(each.getAttribute()))) {
        throw invalid(
            "events of type '%s' cannot be filtered by %s%s"
                .formatted(
                    type,
                    each.getAttribute(),
                    each.getOperator().isEmpty() ? "" : " with " + each.getOperator()));
      }
    }
  }

  private static String value(Trigger trigger, String type, String attribute) {
    return trigger.getEventFiltersList().stream()
        .filter(each -> each.getAttribute().equals(attribute))
        .map(EventFilter::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "a filter for the attribute '%s' is required for events of type '%s'"
                        .formatted(attribute, type)));
  }

  /** A topic can be named for the messages of a topic alone. */
  private static void own(Trigger trigger) {
    String topic = trigger.getTransport().getPubsub().getTopic();
    boolean made = trigger.getTransport().getPubsub().getSubscription().isEmpty();
    if (made && !topic.isEmpty()) {
      throw EventarcError.INVALID
          .refusal("a transport topic can be given for Pub/Sub messages only")
          .at("trigger.transport.pubsub.topic");
    }
  }

  private void bucket(String bucket, String location, ObjectNode tree) {
    String there =
        buckets
            .apply(tree, bucket)
            .orElseThrow(() -> EventarcError.NO_BUCKET.refusal(bucket).at(FIELD));
    if (!there.equals(location)) {
      throw EventarcError.BUCKET_LOCATION.refusal(bucket, there, location).at(FIELD);
    }
    boolean publishes =
        Set.of("publisher", "editor", "admin").stream()
            .anyMatch(role -> project.grants(tree, NAME, "roles/pubsub." + role, AGENT));
    if (!publishes) {
      throw EventarcError.STORAGE_AGENT.refusal();
    }
  }

  private void database(String database, String location, ObjectNode tree) {
    String there =
        databases
            .apply(tree, database)
            .orElseThrow(() -> EventarcError.NO_DATABASE.refusal(database, location).at(FIELD));
    if (!there.equals(location)) {
      throw EventarcError.DATABASE_LOCATION.refusal(database, location, there).at(FIELD);
    }
  }

  /** The role "isn't required if you're routing direct events from Pub/Sub". */
  private void receiver(Trigger trigger, ObjectNode tree) {
    String account =
        trigger.getServiceAccount().replaceFirst("projects/[^/]+/serviceAccounts/", "");
    boolean all = account.equals(Project.DEPLOYER);
    if (!all
        && !project.grants(
            tree, NAME, "roles/eventarc.eventReceiver", "serviceAccount:" + account)) {
      throw EventarcError.RECEIVER.refusal(NAME);
    }
  }
}
