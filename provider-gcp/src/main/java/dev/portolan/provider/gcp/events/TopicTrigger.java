package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An Eventarc trigger that sends what is published to a topic to a function's service, as the
 * function's own account.
 *
 * @param topic by its short name
 * @param trigger the whole, as it shall be
 * @param deadline seconds that an answer is waited for
 */
public record TopicTrigger(String function, String topic, Trigger trigger, int deadline)
    implements Subscription {
  static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";

  @Override
  public String id() {
    return Place.last(trigger.getName());
  }

  @Override
  public String told() {
    return "trigger " + id() + " (topic " + topic + ")";
  }

  /** The topic's name in full. */
  String topicName() {
    return trigger.getTransport().getPubsub().getTopic();
  }

  /**
   * What of a trigger is not as it shall be. Its topic and its channel "may not be changed": the
   * API's own providers delete the trigger and make another.
   *
   * @see <a
   *     href="https://cloud.google.com/eventarc/docs/reference/rest/v1/projects.locations.triggers">
   *     Trigger</a>
   * @see <a
   *     href="https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/eventarc/Trigger.yaml">
   *     what is immutable</a>
   * @param carrier its subscription; empty if that is not known
   */
  List<Difference> differences(Trigger live, Optional<Carrier> carrier) {
    List<Difference> all = new ArrayList<>();
    carrier.ifPresent(each -> all.addAll(each.differences(deadline)));
    add(all, "", "topic", Place.last(live.getTransport().getPubsub().getTopic()), topic);
    add(all, "", "channel", Place.last(live.getChannel()), "");
    add(all, "event_filters", "filters", filters(live), filters(trigger));
    add(
        all,
        "service_account",
        "account",
        Place.last(live.getServiceAccount()),
        Place.last(trigger.getServiceAccount()));
    add(all, "destination", "destination", destination(live), destination(trigger));
    add(all, "retry_policy", "attempts", attempts(live), attempts(trigger));
    trigger
        .getLabelsMap()
        .forEach(
            (name, value) -> {
              if (!name.equals(Subscriptions.CONFIGURATION)) {
                add(all, "labels", name, live.getLabelsOrDefault(name, ""), value);
              }
            });
    if (!configuration(live).equals(configuration(trigger))) {
      all.add(new Difference("labels", all.isEmpty() ? "the function takes other types" : ""));
    }
    return all;
  }

  /** The trigger with the labels that others gave the one that is there. */
  Trigger over(Trigger live) {
    Map<String, String> labels = new LinkedHashMap<>(live.getLabelsMap());
    labels.putAll(trigger.getLabelsMap());
    return trigger.toBuilder().putAllLabels(labels).build();
  }

  /** Digest of what was asked for; of that, only the types show nowhere else. */
  static String configuration(Trigger trigger) {
    return trigger.getLabelsOrDefault(Subscriptions.CONFIGURATION, "");
  }

  private static void add(List<Difference> all, String path, String name, Object is, Object shall) {
    if (!is.equals(shall)) {
      all.add(Difference.of(path, name, is, shall));
    }
  }

  private static Set<String> filters(Trigger trigger) {
    Set<String> filters = new TreeSet<>();
    for (EventFilter filter : trigger.getEventFiltersList()) {
      filters.add(filter.getAttribute() + "=" + filter.getOperator() + filter.getValue());
    }
    return filters;
  }

  private static String destination(Trigger trigger) {
    if (!trigger.getDestination().hasCloudRun()) {
      return trigger.getDestination().getDescriptorCase().name().toLowerCase(Locale.ROOT);
    }
    CloudRun run = trigger.getDestination().getCloudRun();
    String path = run.getPath().equals("/") ? "" : run.getPath();
    return Place.last(run.getService()) + " in " + run.getRegion() + path;
  }

  private static String attempts(Trigger trigger) {
    return trigger.hasRetryPolicy()
        ? String.valueOf(trigger.getRetryPolicy().getMaxAttempts())
        : "for 24 hours";
  }
}
