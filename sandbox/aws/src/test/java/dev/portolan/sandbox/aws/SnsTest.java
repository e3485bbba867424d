package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.Tag;

/** Topics, and what reaches the functions subscribed to them. */
class SnsTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String FILTER =
      "{\"$or\":[{\"ce-type\":[\"placed\"]},{\"ce-type\":[{\"exists\":false}]}]}";

  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(new FakeTime(), functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final SnsClient sns = sdk.sns();

  private String subscribed() throws Exception {
    String role = Functions.role(sdk, "r");
    var zip = Functions.anyZip();
    sdk.lambda()
        .createFunction(
            f ->
                f.functionName("f")
                    .runtime(Runtime.JAVA17)
                    .handler("a.B")
                    .role(role)
                    .code(c -> c.zipFile(zip)));
    String topic = sns.createTopic(t -> t.name("orders")).topicArn();
    sns.subscribe(
        s ->
            s.topicArn(topic)
                .protocol("lambda")
                .endpoint(FUNCTION)
                .attributes(Map.of("FilterPolicy", FILTER)));
    return topic;
  }

  private void permit(String topic) {
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("s")
                    .action("lambda:InvokeFunction")
                    .principal("sns.amazonaws.com")
                    .sourceArn(topic));
  }

  @Test
  void topicsAndSubscriptionsAreThereOnce() throws Exception {
    String topic = subscribed();
    assertEquals("arn:aws:sns:us-east-1:123456789012:orders", topic);
    assertEquals(topic, sns.createTopic(t -> t.name("orders")).topicArn());
    refused(
        400,
        "InvalidParameter",
        () ->
            sns.createTopic(t -> t.name("orders").tags(Tag.builder().key("k").value("v").build())));
    refused(400, "InvalidParameter", () -> sns.createTopic(t -> t.name("or.ders")));
    refused(404, "NotFound", () -> sns.listSubscriptionsByTopic(l -> l.topicArn(topic + "-other")));
    refused(
        400,
        "InvalidParameter",
        () -> sns.subscribe(s -> s.topicArn(topic).protocol("lambda").endpoint(FUNCTION)));
    String arn =
        sns.listSubscriptionsByTopic(l -> l.topicArn(topic))
            .subscriptions()
            .get(0)
            .subscriptionArn();
    Map<String, String> held =
        sns.getSubscriptionAttributes(g -> g.subscriptionArn(arn)).attributes();
    assertEquals(FILTER, held.get("FilterPolicy"));
    assertEquals("MessageAttributes", held.get("FilterPolicyScope"));
    refused(
        400,
        "InvalidParameter",
        () ->
            sns.setSubscriptionAttributes(
                s ->
                    s.subscriptionArn(arn)
                        .attributeName("FilterPolicy")
                        .attributeValue("{\"a\":\"b\"}")));
    sns.setSubscriptionAttributes(
        s -> s.subscriptionArn(arn).attributeName("FilterPolicy").attributeValue("{}"));
    assertTrue(
        !sns.getSubscriptionAttributes(g -> g.subscriptionArn(arn))
            .attributes()
            .containsKey("FilterPolicy"));
    sns.unsubscribe(u -> u.subscriptionArn(arn));
    refused(404, "NotFound", () -> sns.getSubscriptionAttributes(g -> g.subscriptionArn(arn)));
  }

  private void publish(String topic, String message, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> all = new TreeMap<>();
    attributes.forEach(
        (name, value) ->
            all.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    sns.publish(p -> p.topicArn(topic).message(message).messageAttributes(all));
  }

  @Test
  void aMessageReachesWhoMayBeCalledAndTakesIt() throws Exception {
    String topic = subscribed();
    publish(topic, "unpermitted", Map.of());
    assertEquals(List.of(), functions.heard());
    permit(topic);
    publish(topic, "other", Map.of("ce-type", "other"));
    publish(topic, "plain", Map.of("x", "y"));
    publish(topic, "a & b", Map.of("ce-type", "placed", "ce-id", "1"));
    List<String> heard = functions.heard();
    assertEquals(2, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("\"Message\":\"plain\""), heard.get(0));
    String event = heard.get(1);
    assertTrue(event.startsWith("f {\"Records\":[{\"EventSource\":\"aws:sns\""), event);
    assertTrue(event.contains("\"Message\":\"a & b\""), event);
    assertTrue(event.contains("\"ce-type\":{\"Type\":\"String\",\"Value\":\"placed\"}"), event);
    functions.fail().fail().fail().fail();
    publish(topic, "poison", Map.of());
    assertEquals(3, functions.heard().size());
  }

  @Test
  void aCloudEventThatIsRefusedIsToldOfThoughTheLogHasItsOwnId() throws Exception {
    permit(subscribed());
    functions.log(payload -> "Event own of /shop is acknowledged and lost: no");
    byte[] data =
        "{\"specversion\":\"1.0\",\"id\":\"own\",\"source\":\"/shop\",\"type\":\"placed\"}"
            .getBytes(StandardCharsets.UTF_8);
    Trigger trigger = new Trigger.Topic("orders", List.of());
    Happening.Result result =
        aws.fire(
            new Happening(Owner.of("com.acme", "shop", "dev"), "f", trigger, "orders", "", data));
    assertEquals(Happening.Fate.REFUSED, result.deliveries().get(0).fate(), result.toString());
    assertFalse(result.handled());
  }
}
