package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets what is published to a topic to which several functions subscribe. */
class TopicTakersTest {
  private static final Trigger ORDERS =
      new Trigger.Topic("orders", List.of("com.acme.order.placed"));
  private static final String GREETER = "run_greeter_topic";
  private static final String WAVER = "run_waver_topic";

  @TempDir private Path work;
  private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Function<Arrival, Optional<Boolean>>> outcome =
      new AtomicReference<>(arrival -> Optional.of(true));
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(Map.of(), world -> new DeliveringPlane(this::deliver));

  @AfterEach
  void close() {
    cloud.close();
  }

  private Optional<Boolean> deliver(Arrival arrival) {
    arrived.add(arrival);
    return outcome.get().apply(arrival);
  }

  private void deploy(String... names) {
    FunctionSpec[] all =
        List.of(names).stream()
            .map(name -> SampleProject.function(name, cloud.provider().features()))
            .map(each -> each.withTriggers(List.of(ORDERS)))
            .toArray(FunctionSpec[]::new);
    Runs.verified(
        new Runs(cloud, work)
            .with(p -> p.deploy(SampleProject.in(work).application("1", all), work)));
  }

  private Happening.Result publish() throws Exception {
    return cloud
        .azure()
        .fire(new Happening(SampleProject.OWNER, "greeter", ORDERS, "orders", "", new byte[] {1}));
  }

  private long copies() {
    return cloud.azure().state().path("messages").size();
  }

  @Test
  @DisplayName("Each function gets a copy, as a CloudEvent with its type beside the data")
  void copied() throws Exception {
    deploy("greeter", "waver");
    Happening.Result result = publish();
    assertTrue(result.handled(), result::toString);
    assertEquals(List.of(GREETER + ": handled", WAVER + ": handled"), result.told());
    assertEquals(2, arrived.size());
    for (Arrival each : arrived) {
      String properties = each.metadata().get("ApplicationProperties").toString();
      assertTrue(properties.contains("\"cloudEvents:type\":\"com.acme.order.placed\""), properties);
    }
    assertEquals(0, copies());
  }

  @Test
  @DisplayName("Where one fails its copy alone comes again, until that is dead")
  void apart() throws Exception {
    deploy("greeter", "waver");
    outcome.set(arrival -> Optional.of(!arrival.function().equals(WAVER)));
    Happening.Result result = publish();
    assertFalse(result.handled());
    assertEquals(GREETER + ": handled", result.told().get(0));
    assertEquals(WAVER + ": failed, delivery 1 of 10", result.told().get(1));
    String last = result.told().get(result.told().size() - 1);
    assertTrue(last.startsWith("orders/Subscriptions/shop-test-waver-"), last);
    assertTrue(last.endsWith(": is dead, since MaxDeliveryCountExceeded"), last);
    assertEquals(1, arrived.stream().filter(each -> each.function().equals(GREETER)).count());
    assertEquals(1, copies(), "the dead one stays");
  }

  @Test
  @DisplayName("To a topic that is closed nothing can be published, in Azure's words")
  void closed() throws Exception {
    deploy("greeter");
    cloud.azure().keepTopic("orders", "SendDisabled");
    Happening.Result result = publish();
    assertFalse(result.handled());
    assertEquals(
        List.of(
            "orders: Messaging entity 'sandbox-bus:Topic:orders' is currently disabled for Send"
                + " operations. (MessagingEntityDisabled)"),
        result.told());
    assertEquals(0, copies());
  }

  @Test
  @DisplayName("What waits for a function goes with its subscription")
  void ended() throws Exception {
    deploy("greeter", "waver");
    outcome.set(arrival -> Optional.of(false));
    assertFalse(publish().handled());
    assertEquals(2, copies());
    Runs.verified(new Runs(cloud, work).destroy());
    assertEquals(0, copies());
    assertEquals(SampleProject.TOPICS.size(), cloud.azure().state().path("topics").size());
  }
}
