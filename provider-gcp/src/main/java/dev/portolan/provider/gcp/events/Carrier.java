package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.Subscription;
import com.google.cloud.eventarc.v1.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Pub/Sub subscription that Eventarc made for a trigger. Its deadline is also how long Pub/Sub
 * waits for a push to be answered, and Eventarc makes it ten seconds: a function that takes longer
 * would be called again and again, though it does its work.
 *
 * @param there what Pub/Sub says of it; empty if it is gone
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions">
 *     ackDeadlineSeconds</a>
 */
record Carrier(Optional<Subscription> there) {
  private static final String DELETED_TOPIC = "_deleted-topic_";
  private static final String GONE = "";

  /** Its name; empty for a trigger that has none yet. */
  static Optional<String> name(Trigger trigger) {
    return Optional.of(trigger.getTransport().getPubsub().getSubscription())
        .filter(name -> !name.isEmpty());
  }

  /** Where it forwards what fails too often. */
  Optional<Forward> forward() {
    return there.flatMap(Forward::of);
  }

  /**
   * What is not as it shall be: nothing brings a lost topic back to a subscription.
   *
   * <p>Where it forwards what fails is said only if that is asked for: what somebody else has set
   * is left alone.
   */
  List<Difference> differences(Delivery wanted) {
    if (there.isEmpty()) {
      return List.of(new Difference(GONE, "its subscription is gone"));
    }
    if (DELETED_TOPIC.equals(there.get().getTopic())) {
      return List.of(new Difference(GONE, "its topic was deleted"));
    }
    List<Difference> all = new ArrayList<>();
    Subscription live = there.get();
    if (live.getAckDeadlineSeconds() != wanted.deadline()) {
      all.add(
          Difference.of(
              Difference.DEADLINE,
              "deadline",
              live.getAckDeadlineSeconds() + " s",
              wanted.deadline() + " s"));
    }
    String kept = String.valueOf(live.getMessageRetentionDuration()).replaceFirst("s$", "");
    wanted
        .kept()
        .map(String::valueOf)
        .filter(seconds -> !seconds.equals(kept))
        .ifPresent(
            seconds ->
                all.add(
                    Difference.of(
                        Difference.KEPT, "messages kept for", kept + " s", seconds + " s")));
    wanted
        .forward()
        .filter(shall -> !forward().equals(wanted.forward()))
        .ifPresent(
            shall ->
                all.add(
                    Difference.of(
                        Difference.FORWARD,
                        "dead letters to",
                        forward().map(Forward::told).orElse(""),
                        shall.told())));
    return all;
  }
}
