package dev.portolan.sandbox.gcp.eventarc;

import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.Destination;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.IamError;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.CommonError;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Project;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a trigger must be.
 *
 * @see <a
 *     href="https://cloud.google.com/eventarc/docs/reference/rest/v1/projects.locations.triggers">
 *     Trigger</a>
 */
final class TriggerRules {
  private static final Pattern ID = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern LABEL_KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}0-9_-]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}0-9_-]{0,63}");
  private static final Pattern PATH = Pattern.compile("/?[A-Za-z0-9._~!$&'()*+,;=:@%/-]*");
  private static final int MOST_LABELS = 64;
  private static final Set<String> CONTENT_TYPES =
      Set.of("", "application/json", "application/protobuf");

  private final Accounts accounts;
  private final SourceRules sources;

  TriggerRules(Accounts accounts, SourceRules sources) {
    this.accounts = accounts;
    this.sources = sources;
  }

  private static GoogleRefusal invalid(String field, String what) {
    return EventarcError.INVALID.refusal(what).at(field);
  }

  static void name(String id) {
    if (!ID.matcher(id).matches()) {
      throw invalid("trigger_id", "trigger_id must match '^" + ID + "$' but is '" + id + "'");
    }
  }

  /** Checks a trigger that is to be at a location. */
  void check(Trigger trigger, String location, Call call) {
    labels(trigger.getLabelsMap());
    filters(trigger);
    destination(trigger.getDestination(), call);
    transport(trigger, call);
    String account = trigger.getServiceAccount();
    String email = account.substring(account.lastIndexOf('/') + 1);
    if (!account.isEmpty() && !accounts.usable(call.tree(), email, call.now())) {
      throw IamError.NOT_USABLE.refusal(email);
    }
    if (!trigger.getChannel().isEmpty()) {
      throw invalid("trigger.channel", "a channel is for events of partners only");
    }
    sources.check(trigger, location, call.tree());
    if (!CONTENT_TYPES.contains(trigger.getEventDataContentType())) {
      throw invalid(
          "trigger.event_data_content_type",
          "event_data_content_type must be application/json or application/protobuf");
    }
    if (trigger.hasRetryPolicy() && trigger.getRetryPolicy().getMaxAttempts() != 1) {
      throw invalid("trigger.retry_policy.max_attempts", "the only valid max_attempts is 1");
    }
  }

  private static void labels(Map<String, String> labels) {
    if (labels.size() > MOST_LABELS) {
      throw invalid("trigger.labels", "no more than 64 labels are allowed");
    }
    labels.forEach(
        (key, value) -> {
          if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
            throw invalid("trigger.labels", "label '" + key + "' = '" + value + "' is not allowed");
          }
        });
  }

  private static void filters(Trigger trigger) {
    String field = "trigger.event_filters";
    String type = "";
    for (EventFilter filter : trigger.getEventFiltersList()) {
      if (filter.getAttribute().isEmpty() || filter.getValue().isEmpty()) {
        throw invalid(field, "each filter must have an attribute and a value");
      }
      if (filter.getAttribute().equals("type")) {
        if (!type.isEmpty()) {
          throw invalid(field, "attribute 'type' is given twice");
        }
        type = filter.getValue();
      }
    }
    if (type.isEmpty()) {
      throw invalid(field, "a filter for the attribute 'type' is required");
    }
  }

  private static void destination(Destination destination, Call call) {
    switch (destination.getDescriptorCase()) {
      case CLOUD_RUN -> run(destination.getCloudRun(), call);
      case DESCRIPTOR_NOT_SET -> throw invalid("trigger.destination", "a destination is required");
      // "An error will be returned if the user sets this value": trigger.proto
      case CLOUD_FUNCTION ->
          throw invalid(
              "trigger.destination.cloud_function",
              "triggers of functions are made through Cloud Functions only");
      default ->
          throw CommonError.NOT_OFFERED.refusal(
              "a destination of the kind " + destination.getDescriptorCase());
    }
    if (destination.hasNetworkConfig()) {
      throw invalid(
          "trigger.destination.network_config", "network_config is for HTTP endpoints only");
    }
  }

  private static void run(CloudRun run, Call call) {
    String field = "trigger.destination.cloud_run.";
    if (run.getService().isEmpty()) {
      throw invalid(field + "service", "the service is required");
    }
    if (run.getRegion().isEmpty()) {
      throw invalid(field + "region", "the region is required");
    }
    if (!PATH.matcher(run.getPath()).matches()) {
      throw invalid(field + "path", "'" + run.getPath() + "' is not a path of RFC 2396");
    }
    String id = run.getService().substring(run.getService().lastIndexOf('/') + 1);
    String name = "projects/" + Project.ID + "/locations/" + run.getRegion() + "/services/" + id;
    if (!RunState.SERVICES.has(call.tree(), name)) {
      throw EventarcError.NO_SERVICE
          .refusal(run.getService(), run.getRegion())
          .at(field + "service");
    }
  }

  private static void transport(Trigger trigger, Call call) {
    String topic = trigger.getTransport().getPubsub().getTopic();
    if (topic.isEmpty()) {
      return;
    }
    if (!topic.matches("projects/[^/]+/topics/[^/]+")) {
      throw invalid(
          "trigger.transport.pubsub.topic",
          "the topic must be given as projects/PROJECT/topics/TOPIC but is '" + topic + "'");
    }
    if (!topic.startsWith("projects/" + Project.ID + "/")) {
      throw invalid(
          "trigger.transport.pubsub.topic", "the topic must be in the project of the trigger");
    }
    if (!PubSubState.TOPICS.has(call.tree(), topic)) {
      throw EventarcError.NO_TOPIC.refusal(topic.substring(topic.lastIndexOf('/') + 1));
    }
  }
}
