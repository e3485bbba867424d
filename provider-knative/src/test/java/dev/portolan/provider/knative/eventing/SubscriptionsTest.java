package dev.portolan.provider.knative.eventing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.knative.cluster.KubeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
  private static final Owner OWNER = Owner.of("com.example", "shop", "dev");
  private static final Trigger.Topic PLACED =
      new Trigger.Topic("orders", List.of("com.example.placed"));
  private static final Trigger.Kafka CLICKS = new Trigger.Kafka(List.of("clicks"), "");

  @Test
  void thisIsWhatWeAskFor() throws IOException {
    FunctionSpec function =
        function(
                new Trigger.Topic("orders", List.of("com.example.placed", "com.example.paid")),
                new Trigger.Topic("returns", List.of()),
                new Trigger.Schedule("0 2 * * *", "Europe/Berlin"),
                CLICKS)
            .withDeadLetter("lost-and-found")
            .withSettings(
                Map.of(
                    "kafkaServers", "kafka-1:9092,  kafka-2:9092",
                    "kafkaSasl", "kafka-login",
                    "kafkaTls", "kafka-ca",
                    "retries", "5"));
    List<Subscription> all = Subscriptions.of(OWNER, function, Settings.none());
    String yaml =
        all.stream()
            .map(each -> each.manifest("shop", "v1", Optional.of("uid-of-the-service")))
            .map(KubeJson.SHARED::asYaml)
            .collect(Collectors.joining());
    assertEquals(golden(), yaml);
  }

  @Test
  void anotherSubscriptionHasAnotherNameAndAnEqualOneTheSame() {
    List<Subscription> twice = of(Map.of(), PLACED, new Trigger.Topic("orders", List.of()));
    assertNotEquals(twice.get(0).name(), twice.get(1).name());
    Subscription retried = of(Map.of("retries", "3"), PLACED).get(0);
    assertEquals(twice.get(0), of(Map.of(), PLACED).get(0));
    assertEquals(twice.get(0).name(), retried.name(), "it is changed in place");
    assertNotEquals(twice.get(0).configuration(), retried.configuration());
    assertTrue(twice.stream().allMatch(each -> each.name().length() <= 63), twice::toString);
  }

  @Test
  void tlsThatEveryJvmTrustsNeedsNoSecret() {
    Subscription kafka =
        of(Map.of("kafkaServers", "kafka:9093", "kafkaTls", "system"), CLICKS).get(0);
    assertEquals("{\"tls\":{\"enable\":true}}", kafka.spec().path("net").toString());
    assertEquals("shop-dev-f", kafka.spec().path("consumerGroup").asText());
  }

  @Test
  void allOfABrokerIsTakenOnceAndUnderTheNameThatItHasHere() {
    List<Subscription> all =
        Subscriptions.of(
            OWNER,
            FunctionSpec.of(
                "f",
                "a.F",
                "i",
                "o",
                List.of(
                    new Trigger.Topic("orders", List.of()),
                    new Trigger.Queue("to-pack", 10),
                    new Trigger.ObjectCreated("photos"),
                    new Trigger.ObjectDeleted("photos"),
                    new Trigger.RecordChanged("customers"))),
            Settings.of(Map.of("names.photos", "acme-photos", "names.orders", "default")));
    assertEquals(
        List.of("topic default", "queue to-pack", "bucket acme-photos", "table customers"),
        all.stream().map(Subscription::events).toList());
    assertEquals(
        List.of("default", "to-pack", "acme-photos", "customers"),
        all.stream().map(each -> each.broker().orElseThrow()).toList());
    assertEquals(4, all.stream().map(Subscription::name).distinct().count());
    assertEquals(List.of(false, true, false, false), all.stream().map(Subscription::sole).toList());
    assertTrue(all.stream().noneMatch(each -> each.spec().has("filter")), all::toString);
  }

  @Test
  void deadLettersGoToTheBrokerOfTheirNameOrToAnAddress() {
    FunctionSpec refusing = function(PLACED).withDeadLetter("refused");
    Subscription broker = Subscriptions.of(OWNER, refusing, Settings.none()).get(0);
    assertEquals(List.of("orders", "refused"), broker.brokers());
    assertEquals(
        "{\"ref\":{\"apiVersion\":\"eventing.knative.dev/v1\",\"kind\":\"Broker\","
            + "\"name\":\"refused\"}}",
        broker.spec().path("delivery").path("deadLetterSink").toString());
    Settings named = Settings.of(Map.of("names.refused", "http://bin.shop.svc.cluster.local/"));
    Subscription address = Subscriptions.of(OWNER, refusing, named).get(0);
    assertEquals(List.of("orders"), address.brokers());
    assertEquals(
        "{\"retry\":10,\"backoffPolicy\":\"exponential\",\"backoffDelay\":\"PT0.2S\","
            + "\"deadLetterSink\":{\"uri\":\"http://bin.shop.svc.cluster.local/\"}}",
        address.spec().path("delivery").toString());
    assertNotEquals(broker.name(), address.name(), "brokers keep a sink that is taken away");
    assertNotEquals(broker.name(), of(Map.of(), PLACED).get(0).name());
    FunctionSpec clicks = function(CLICKS);
    assertEquals(
        Subscriptions.of(OWNER, clicks, Settings.none()).get(0).name(),
        Subscriptions.of(OWNER, clicks.withDeadLetter("refused"), Settings.none()).get(0).name(),
        "a source would lose its offsets");
  }

  private static List<Subscription> of(Map<String, String> settings, Trigger... triggers) {
    return Subscriptions.of(
        OWNER, function(triggers).withSettings(settings), Settings.of(Map.of()));
  }

  private static FunctionSpec function(Trigger... triggers) {
    return FunctionSpec.of("f", "a.F", "i", "o", List.of(triggers));
  }

  private static String golden() throws IOException {
    try (var in = SubscriptionsTest.class.getResourceAsStream("subscriptions.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
