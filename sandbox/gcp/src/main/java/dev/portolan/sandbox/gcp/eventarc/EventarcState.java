package dev.portolan.sandbox.gcp.eventarc;

import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.wire.Kind;

/** What Eventarc keeps. */
public final class EventarcState {
  /** Triggers by their full names. */
  public static final Kind<Trigger> TRIGGERS = new Kind<>("triggers", Trigger.getDefaultInstance());

  /** The type of events that are messages of the project's own topics. */
  public static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";

  /** The type that a trigger filters by. */
  public static String type(Trigger trigger) {
    return trigger.getEventFiltersList().stream()
        .filter(each -> each.getAttribute().equals("type"))
        .map(EventFilter::getValue)
        .findFirst()
        .orElse("");
  }

  private EventarcState() {}
}
