package dev.portolan.sandbox.gcp.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.pubsub.v1.Subscription;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a push waits for its answer. */
class DeliveriesTest {
  @Test
  void waitsAsLongAsTheSubscriptionSays() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Subscription slow =
        Subscription.newBuilder()
            .setName("projects/p/subscriptions/s")
            .setAckDeadlineSeconds(90)
            .build();
    PubSubState.SUBSCRIPTIONS.put(tree, slow.getName(), slow);
    assertEquals(Duration.ofSeconds(90), Deliveries.deadline(tree, slow.getName()));
    assertEquals(Duration.ofSeconds(10), Deliveries.deadline(tree, "projects/p/subscriptions/t"));
  }
}
