package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** What SNS has, beyond the contract of all deployers. */
class TopicLifeTest {
  private static final Trigger PLACED = new Trigger.Topic("orders", List.of("com.acme.placed"));
  private static final Map<String, String> CREATE = Map.of("createTopics", "true");
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";

  @TempDir private Path directory;
  private EventScene scene;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private JsonNode subscriptions() {
    return scene.regional("/sns/topics").path(TOPIC).path("subscriptions");
  }

  private void publish(String message, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> all = new TreeMap<>();
    attributes.forEach(
        (name, value) ->
            all.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    scene
        .clients
        .sns()
        .get()
        .publish(p -> p.topicArn(TOPIC).message(message).messageAttributes(all));
  }

  @Test
  void whatIsPublishedReachesTheFunctionIfItAskedForIt() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    publish("one", Map.of("ce-type", "com.acme.placed"));
    publish("two", Map.of("ce_type", "com.acme.placed"));
    publish("three", Map.of("ce-type", "com.acme.placed.too"));
    publish("four", Map.of());
    List<String> heard = scene.heard.heard();
    assertEquals(2, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("\"Message\":\"one\""), heard.get(0));
    verified(scene.deploy(CREATE, hello(new Trigger.Topic("orders", List.of()))));
    publish("five", Map.of());
    assertEquals(1, scene.heard.heard().size());
    List<String> plain = List.of("com.acme.placed", "com.amazonaws.sns.Notification");
    verified(scene.deploy(CREATE, hello(new Trigger.Topic("orders", plain))));
    publish("six", Map.of("ce-type", "other"));
    publish("seven", Map.of("x", "y"));
    assertEquals(1, scene.heard.heard().size());
  }

  @Test
  void aTopicThatIsCalledOtherwiseHereIsTheOneThatCallsAndTheFunctionIsTold() throws Exception {
    Map<String, String> names = Map.of("createTopics", "true", "names.ordered", "orders");
    verified(scene.deploy(names, hello(new Trigger.Topic("ordered", List.of()))));
    assertEquals(1, subscriptions().size());
    assertEquals(1, scene.regional("/sns/topics").size());
    publish("one", Map.of());
    assertEquals(1, scene.heard.heard().size());
    assertTrue(environment().path("PORTOLAN_NAMES").asText().equals("ordered=orders"));
    verified(scene.deploy(CREATE, hello(PLACED)));
    assertTrue(environment().path("PORTOLAN_NAMES").isMissingNode());
  }

  private JsonNode environment() {
    String path = "/lambda/functions/shop-dev-hello";
    return scene.regional(path).findPath("Environment").path("Variables");
  }

  @Test
  void aMissingTopicIsRefusedWhilePlanningAndAMadeOneStays() throws Exception {
    DeployException refused = scene.refused(Map.of(), hello(PLACED));
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.hint().contains("portolan.aws.createTopics=true"), refused.hint());
    verified(scene.deploy(CREATE, hello(PLACED)));
    assertTrue(scene.regional("/sns/topics").path(TOPIC).path("tags").has(Ownership.OWNER));
    assertTrue(scene.deployed(hello(PLACED)).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(scene.regional("/sns/topics").has(TOPIC));
    assertEquals(0, subscriptions().size());
  }

  @Test
  void aFilterThatSomebodyChangedAndASubscriptionThatSomebodyEndedAreMended() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    String before = subscriptions().toString();
    String arn = subscriptions().fieldNames().next();
    var sns = scene.clients.sns().get();
    sns.setSubscriptionAttributes(
        s -> s.subscriptionArn(arn).attributeName("FilterPolicy").attributeValue("{}"));
    Outcome outcome = scene.deployed(hello(PLACED));
    assertTrue(outcome.plan().orElseThrow().notes().toString().contains("drift"));
    assertEquals(before, subscriptions().toString());
    sns.unsubscribe(u -> u.subscriptionArn(arn));
    scene.deployed(hello(PLACED));
    assertEquals(1, subscriptions().size());
  }

  @Test
  void theTopicAloneMayCallTheAliasAndNoLongerThanItIsAsked() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    JsonNode statements =
        scene.regional("/lambda/functions/shop-dev-hello/policies/live/statements");
    assertEquals(1, statements.size());
    assertEquals(TOPIC, statements.at("/0/Condition/ArnLike/AWS:SourceArn").asText());
    assertEquals("sns.amazonaws.com", statements.at("/0/Principal/Service").asText());
    scene.deployed(hello());
    assertEquals(
        0, scene.regional("/lambda/functions/shop-dev-hello/policies/live/statements").size());
    assertEquals(0, subscriptions().size());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(scene.aws.calls().calls().stream().noneMatch(c -> c.service().equals("sns")));
  }

  @Test
  void aRollbackLeavesTheSubscriptionAndAPrunedFunctionTakesItAlong() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    verified(scene.deploy(Map.of("snapStart", "true"), hello(PLACED)));
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    assertTrue(
        outcome.plan().orElseThrow().notes().toString().contains("what events call it stays"));
    assertEquals(1, subscriptions().size());
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    verified(scene.deploy(Map.of("prune", "true"), other));
    assertEquals(0, subscriptions().size());
  }
}
