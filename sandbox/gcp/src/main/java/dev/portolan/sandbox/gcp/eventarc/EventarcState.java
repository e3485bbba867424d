package dev.portolan.sandbox.gcp.eventarc;

import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.wire.Kind;

/** What Eventarc keeps. */
public final class EventarcState {
  /** Triggers by their full names. */
  public static final Kind<Trigger> TRIGGERS = new Kind<>("triggers", Trigger.getDefaultInstance());

  /** The one type of events that the sandbox can bring about. */
  public static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";

  private EventarcState() {}
}
