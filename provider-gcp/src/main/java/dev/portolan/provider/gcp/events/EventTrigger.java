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
 * An Eventarc trigger that sends the events of a source to a function's service, as the function's
 * own account.
 *
 * @param source what they come from, as plans name it: {@code topic orders}
 * @param trigger the whole, as it shall be
 * @param delivery how its subscription shall deliver
 */
public record EventTrigger(String function, String source, Trigger trigger, Delivery delivery)
    implements Subscription {
  /** What Eventarc takes for the format if it is not told. */
  private static final String JSON = "application/json";

  @Override
  public String id() {
    return Place.last(trigger.getName());
  }

  @Override
  public String told() {
    return "trigger " + id() + " (" + source + ")";
  }

  /** Where it is, which need not be where the function is. */
  String location() {
    return location(trigger);
  }

  /** {@code projects/P/locations/L/triggers/T}. */
  static String location(Trigger trigger) {
    return trigger.getName().split("/")[3];
  }

  /** What tells a project's triggers apart: where one is, and what it is called there. */
  static String place(Trigger trigger) {
    return location(trigger) + "/" + Place.last(trigger.getName());
  }

  /** Whether it takes from a queue: nobody else may then. */
  boolean ofQueue() {
    return topicName().filter(topic -> id().equals(QueueName.of(Place.last(topic)))).isPresent();
  }

  /** The topic that it was given, in full; empty where Eventarc makes one. */
  Optional<String> topicName() {
    return Optional.of(trigger.getTransport().getPubsub().getTopic())
        .filter(name -> !name.isEmpty());
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
    carrier.ifPresent(each -> all.addAll(each.differences(delivery)));
    topicName()
        .ifPresent(
            topic ->
                add(
                    all,
                    "",
                    "topic",
                    Place.last(live.getTransport().getPubsub().getTopic()),
                    Place.last(topic)));
    add(all, "", "channel", Place.last(live.getChannel()), "");
    add(all, "event_filters", "filters", filters(live), filters(trigger));
    add(all, "event_data_content_type", "format", format(live), format(trigger));
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
              if (name.equals(Subscriptions.FORWARDS) && !forwards(live)) {
                all.add(new Difference("labels", "dead letters shall be kept"));
              } else if (!name.equals(Subscriptions.CONFIGURATION)) {
                add(all, "labels", name, live.getLabelsOrDefault(name, ""), value);
              }
            });
    if (forwards(live) && !forwards(trigger)) {
      all.add(new Difference("labels", "dead letters are kept no longer"));
    }
    if (!configuration(live).equals(configuration(trigger))) {
      all.add(new Difference("labels", all.isEmpty() ? "the function takes other types" : ""));
    }
    return all;
  }

  /** The trigger with the labels that others gave the one that is there. */
  Trigger over(Trigger live) {
    Map<String, String> labels = new LinkedHashMap<>(live.getLabelsMap());
    labels.remove(Subscriptions.FORWARDS);
    labels.putAll(trigger.getLabelsMap());
    return trigger.toBuilder().putAllLabels(labels).build();
  }

  /** Whether it says that we have its subscription forward dead letters, or did. */
  static boolean forwards(Trigger trigger) {
    return trigger.containsLabels(Subscriptions.FORWARDS);
  }

  /** Whether what its subscription forwards to must end before the trigger is as it shall be. */
  boolean leaves(Trigger live, Optional<Carrier> carrier) {
    Optional<String> shall = delivery.forward().map(Forward::topic);
    Optional<String> is = carrier.flatMap(Carrier::forward).map(Forward::topic);
    return forwards(live) && (shall.isEmpty() || is.isPresent() && !is.equals(shall));
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

  private static String format(Trigger trigger) {
    String type = trigger.getEventDataContentType();
    return type.isEmpty() ? JSON : type;
  }

  private static String attempts(Trigger trigger) {
    return trigger.hasRetryPolicy()
        ? String.valueOf(trigger.getRetryPolicy().getMaxAttempts())
        : "for 24 hours";
  }
}
