package dev.portolan.sandbox.gcp.eventarc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.pubsub.Queues;
import java.time.Instant;

/** Brings events of Google's services to the triggers that ask for them. */
public final class DirectEvents {
  private DirectEvents() {}

  /** Lets an event wait for every trigger that asks for it. */
  public static void publish(ObjectNode tree, DirectEvent event, Instant now) {
    for (Trigger each : EventarcState.TRIGGERS.list(tree, "projects/")) {
      if (event.isFor(each)) {
        Queues.publish(tree, each.getTransport().getPubsub().getTopic(), event.message(), now);
      }
    }
  }
}
