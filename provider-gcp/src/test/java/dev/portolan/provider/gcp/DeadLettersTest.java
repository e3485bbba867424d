package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.pubsub.DeadLetters;
import dev.portolan.testkit.SampleProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in an embedded project: what Pub/Sub may do for them, and whose that is. */
class DeadLettersTest {
  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of());
  private static final Owner OTHERS = Owner.of("org.elsewhere", "depot", "dev");
  private static final String TOPIC = "projects/" + GcpCloud.PROJECT + "/topics/refused";
  private static final String AGENT = "serviceAccount:" + DeadLetters.AGENT;

  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud(Product.RUN);
  private Map<String, String> more = Map.of();

  @AfterEach
  void close() {
    cloud.close();
  }

  private FunctionSpec plain(String name, Trigger trigger) {
    FunctionSpec sample = SampleProject.function(name, cloud.provider().features());
    List<Trigger> triggers = new ArrayList<>(sample.triggers());
    triggers.add(trigger);
    return sample.withTriggers(triggers);
  }

  private FunctionSpec keeping(String name) {
    return plain(name, ORDERS).withDeadLetter("refused");
  }

  private Outcome deploy(Owner owner, FunctionSpec... functions) {
    Application sample = SampleProject.in(work).application("1", functions);
    Application ours = Application.of(owner, List.of(functions), sample.bundle());
    return with(portolan -> portolan.deploy(ours, work));
  }

  private Outcome deployed(FunctionSpec... functions) {
    return verified(deploy(SampleProject.OWNER, functions));
  }

  private <T> T with(Function<Portolan, T> use) {
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withEnvironment(cloud.environment());
    try (Portolan portolan =
        Portolan.open(cloud.provider(), cloud.settings().with(more), options)) {
      return use.apply(portolan);
    }
  }

  private static Outcome verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
    return outcome;
  }

  private static List<String> notes(Outcome outcome) {
    return outcome.plan().orElseThrow().notes();
  }

  private JsonNode subscription() {
    return cloud.tree().path("subscriptions").elements().next();
  }

  private String policy(String kind, String thing) {
    return cloud.tree().path(kind).path(thing).toString();
  }

  private void call(String method, String path, String body) throws Exception {
    WireHeaders headers =
        WireHeaders.of("Authorization", "Bearer " + cloud.google().accessToken())
            .with("Content-Type", "application/json");
    WireResponse response =
        cloud
            .google()
            .handle(
                new WireRequest(
                    method,
                    "/pubsub.googleapis.com/v1/" + path,
                    "",
                    headers,
                    body.getBytes(StandardCharsets.UTF_8)));
    assertEquals(200, response.status(), response::text);
  }

  @Test
  @DisplayName("The right at the topic goes with the last that forwards there; others' stay")
  void lastOne() throws Exception {
    call("PUT", TOPIC, "{}");
    call(
        "POST",
        TOPIC + ":setIamPolicy",
        "{\"policy\":{\"bindings\":[{\"role\":\"roles/pubsub.viewer\",\"members\":[\"user:ann@example.com\"]}]}}");
    deployed(keeping("greeter"), keeping("waver"));
    verified(deploy(OTHERS, keeping("packer")));
    assertEquals(TOPIC, subscription().path("deadLetterPolicy").path("deadLetterTopic").asText());
    assertEquals(10, subscription().path("deadLetterPolicy").path("maxDeliveryAttempts").asInt());
    assertTrue(policy("topicPolicies", TOPIC).contains(AGENT), policy("topicPolicies", TOPIC));
    assertTrue(
        policy("subscriptionPolicies", subscription().path("name").asText()).contains(AGENT));
    verified(with(portolan -> portolan.destroy(SampleProject.OWNER)));
    assertTrue(policy("topicPolicies", TOPIC).contains(AGENT), "another project needs it");
    verified(with(portolan -> portolan.destroy(OTHERS)));
    String left = policy("topicPolicies", TOPIC);
    assertFalse(left.contains("serviceAccount:"), left);
    assertTrue(left.contains("user:ann@example.com"), left);
    assertTrue(cloud.tree().path("subscriptionPolicies").isEmpty());
  }

  @Test
  @DisplayName("What somebody takes from Pub/Sub, or changes in what is ours, is mended")
  void mended() throws Exception {
    deployed(keeping("greeter"));
    call("POST", TOPIC + ":setIamPolicy", "{\"policy\":{}}");
    String name = subscription().path("name").asText();
    call("POST", name + ":setIamPolicy", "{\"policy\":{}}");
    call(
        "PATCH",
        name,
        "{\"updateMask\":\"deadLetterPolicy\",\"subscription\":{\"deadLetterPolicy\":"
            + "{\"deadLetterTopic\":\"%s\",\"maxDeliveryAttempts\":50}}}".formatted(TOPIC));
    deployed(keeping("greeter"));
    assertEquals(10, subscription().path("deadLetterPolicy").path("maxDeliveryAttempts").asInt());
    assertTrue(policy("topicPolicies", TOPIC).contains(AGENT));
    assertTrue(policy("subscriptionPolicies", name).contains(AGENT));
    more = Map.of("deliveryAttempts", "5");
    deployed(keeping("greeter"));
    assertEquals(5, subscription().path("deadLetterPolicy").path("maxDeliveryAttempts").asInt());
  }

  @Test
  @DisplayName("A policy that somebody else has set is left alone where no dead letters are asked")
  void foreign() throws Exception {
    deployed(plain("greeter", ORDERS));
    call("PUT", TOPIC, "{}");
    String name = subscription().path("name").asText();
    call(
        "PATCH",
        name,
        "{\"updateMask\":\"deadLetterPolicy\",\"subscription\":{\"deadLetterPolicy\":"
            + "{\"deadLetterTopic\":\"%s\"}}}".formatted(TOPIC));
    Outcome outcome = deployed(plain("greeter", ORDERS));
    assertTrue(outcome.plan().orElseThrow().isEmpty());
    assertEquals(5, subscription().path("deadLetterPolicy").path("maxDeliveryAttempts").asInt());
  }

  @Test
  @DisplayName("Where somebody has removed the policy, the label and the right go all the same")
  void removedByHand() throws Exception {
    deployed(keeping("greeter"));
    String name = subscription().path("name").asText();
    assertTrue(policy("subscriptionPolicies", name).contains(AGENT));
    call("PATCH", name, "{\"updateMask\":\"deadLetterPolicy\",\"subscription\":{}}");
    deployed(plain("greeter", ORDERS));
    assertFalse(policy("subscriptionPolicies", name).contains(AGENT));
    assertFalse(cloud.tree().path("triggers").toString().contains("portolan-dead-letters"));
    assertTrue(deployed(plain("greeter", ORDERS)).plan().orElseThrow().isEmpty());
  }

  @Test
  @DisplayName(
      "A trigger that is made anew takes the right at the topic along, lest nobody knows it")
  void madeAnew() throws Exception {
    deployed(keeping("greeter"));
    call("DELETE", "projects/" + GcpCloud.PROJECT + "/topics/orders", "");
    cloud
        .google()
        .faults()
        .when(
            point -> point.operation().contains("CreateTrigger"),
            Fault.of(Fault.Kind.SERVER_ERROR),
            100);
    assertTrue(deploy(SampleProject.OWNER, keeping("greeter")).error().isPresent());
    assertTrue(cloud.tree().path("triggers").isEmpty());
    verified(with(portolan -> portolan.destroy(SampleProject.OWNER)));
    assertFalse(policy("topicPolicies", TOPIC).contains(AGENT), policy("topicPolicies", TOPIC));
  }

  @Test
  @DisplayName("A plan says that nothing takes from the topic, and what to do")
  void untaken() {
    List<String> notes = notes(deployed(keeping("greeter")));
    assertTrue(
        notes.stream()
            .anyMatch(
                each ->
                    each.startsWith("nothing takes from topic refused")
                        && each.contains("gcloud pubsub subscriptions create refused")),
        notes::toString);
    FunctionSpec taker = plain("waver", new Trigger.Queue("refused", 10));
    notes = notes(deployed(keeping("greeter"), taker));
    assertFalse(notes.stream().anyMatch(each -> each.contains("nothing takes")), notes::toString);
  }

  @Test
  @DisplayName("A plan says of a function with public HTTP that anyone can fill its dead letters")
  void anybody() {
    FunctionSpec open =
        SampleProject.function("greeter", cloud.provider().features())
            .withTriggers(
                List.of(ORDERS, new Trigger.Http("/greet", List.of("GET"), Trigger.Access.PUBLIC)))
            .withDeadLetter("refused");
    List<String> notes = notes(deployed(open));
    assertTrue(
        notes.stream().anyMatch(each -> each.startsWith("greeter: anyone may call it")),
        notes::toString);
    notes = notes(deployed(keeping("greeter").withTriggers(List.of(ORDERS))));
    assertFalse(notes.stream().anyMatch(each -> each.contains("anyone may")), notes::toString);
  }

  @Test
  @DisplayName("Dead letters that come back by a topic are refused, whatever they are called")
  void comesBack() {
    more = Map.of("names.refused", "orders");
    DeployException told = deploy(SampleProject.OWNER, keeping("greeter")).error().orElseThrow();
    assertTrue(told.getMessage().contains("comes to it again, by way of orders"), told::getMessage);
    more = Map.of("createTopics", "false");
    told = deploy(SampleProject.OWNER, keeping("greeter")).error().orElseThrow();
    assertTrue(told.getMessage().contains("topic refused"), told::getMessage);
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }
}
