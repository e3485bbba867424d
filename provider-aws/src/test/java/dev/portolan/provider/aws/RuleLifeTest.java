package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.RetryPolicy;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** What event buses have, beyond the contract of all deployers. */
class RuleLifeTest {
  private static final Trigger PLACED = new Trigger.Topic("orders", List.of("com.acme.placed"));
  private static final Trigger ALL = new Trigger.Topic("orders", List.of());
  private static final String NAME = "shop-dev-hello";
  private static final String LIVE =
      "arn:aws:lambda:us-east-1:123456789012:function:" + NAME + ":live";

  @TempDir private Path directory;
  private EventScene scene;
  private EventBridgeClient buses;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    buses = scene.clients.buses().get();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Map<String, String> on(String bus, String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("names.orders", BusCloud.arn(bus)));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static final Map<String, String> CREATE = on("shop", "createTopics", "true");

  private JsonNode rule(String bus) {
    return scene.regional("/events/buses").path(bus).path("rules").path(NAME);
  }

  private JsonNode statements() {
    return scene.regional("/lambda/functions/" + NAME + "/policies/live/statements");
  }

  private void put(String bus, String type, String detail) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source("com.acme.shop")
            .detailType(type)
            .detail(detail)
            .build();
    assertEquals(0, buses.putEvents(p -> p.entries(entry)).failedEntryCount());
  }

  private static String notes(Outcome outcome) {
    return outcome.plan().orElseThrow().notes().toString();
  }

  @Test
  void whatIsPutReachesTheFunctionIfItAskedForIt() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    put("shop", "com.acme.placed", "{\"id\":1}");
    put("shop", "com.acme.placed.too", "{\"id\":2}");
    put("default", "com.acme.placed", "{\"id\":3}");
    List<String> heard = scene.heard.heard();
    assertEquals(1, heard.size(), heard.toString());
    JsonNode event = Json.read(heard.get(0)).orElseThrow();
    assertEquals("com.acme.placed", event.path("detail-type").asText());
    assertEquals(1, event.at("/detail/id").asInt());
    verified(scene.deploy(on("shop"), hello(ALL)));
    put("shop", "anything", "{}");
    assertEquals(1, scene.heard.heard().size());
    String function = "/lambda/functions/" + NAME;
    JsonNode environment = scene.regional(function).findPath("Environment").path("Variables");
    assertTrue(environment.path("PORTOLAN_NAMES").isMissingNode(), "no event tells its bus");
  }

  @Test
  void aMissingBusIsRefusedWhilePlanningAndAMadeOneStays() throws Exception {
    DeployException refused = scene.refused(on("shop"), hello(PLACED));
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.hint().contains("portolan.aws.createTopics=true"), refused.hint());
    String partners = "aws.partner/example.com/shop";
    refused = scene.refused(on(partners, "createTopics", "true"), hello(PLACED));
    assertTrue(refused.hint().contains("partner"), refused.hint());
    verified(scene.deploy(CREATE, hello(PLACED)));
    JsonNode bus = scene.regional("/events/buses/shop");
    assertEquals("com.acme:shop:dev", bus.path("tags").path(Ownership.OWNER).asText());
    assertEquals("com.acme:shop:dev", rule("shop").path("tags").path(Ownership.OWNER).asText());
    assertTrue(scene.deploy(on("shop"), hello(PLACED)).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(scene.regional("/events/buses").has("shop"));
    assertTrue(rule("shop").isMissingNode());
  }

  @Test
  void aBusOfSeveralFunctionsIsLookedAtOnce() {
    FunctionSpec[] three =
        Stream.of("hello", "bill", "pack")
            .map(
                name ->
                    FunctionSpec.of(
                        name, "com.acme.Hello", "com.acme.Name", "java.lang.Void", List.of(PLACED)))
            .toArray(FunctionSpec[]::new);
    Function<Portolan, Plan> plan = portolan -> scene.plan(portolan, three);
    assertEquals(1, Collections.frequency(asked(CREATE, plan), "DescribeEventBus"));
    buses.createEventBus(b -> b.name("shop"));
    assertEquals(1, Collections.frequency(asked(on("shop"), plan), "DescribeEventBus"));
  }

  @Test
  void aRemovalAsksWhoseARuleIsAndNoMore() {
    verified(scene.deploy(CREATE, hello(PLACED)));
    assertEquals(
        List.of("ListTagsForResource"),
        asked(Map.of(), portolan -> portolan.planRemoval(Samples.OWNER)));
    buses.removeTargets(t -> t.eventBusName("shop").rule(NAME).ids("live"));
    buses.deleteRule(r -> r.eventBusName("shop").name(NAME));
    assertEquals(
        List.of("ListTagsForResource"),
        asked(Map.of(), portolan -> portolan.planRemoval(Samples.OWNER)));
  }

  /** What a plan asks EventBridge, in the order in which it does. */
  private List<String> asked(Map<String, String> settings, Function<Portolan, Plan> plan) {
    scene.aws.calls().clear();
    scene.with(settings, plan);
    return scene.aws.calls().calls().stream()
        .filter(call -> call.service().equals("events"))
        .map(call -> call.operation())
        .toList();
  }

  @Test
  void allThatIsInTheWayIsToldAtOnceAndABusElsewhereIsIt() throws Exception {
    FunctionSpec refusing = hello(PLACED).withDeadLetter("refused");
    DeployException both = scene.refused(on("shop"), refusing);
    assertTrue(both.getMessage().contains("there is no event bus shop"), both.getMessage());
    assertTrue(both.getMessage().contains("there is no queue refused"), both.getMessage());
    for (String elsewhere :
        List.of(
            "arn:aws:events:us-east-1:999999999999:event-bus/shop",
            "arn:aws:events:eu-west-1:123456789012:event-bus/shop",
            "arn:aws-cn:events:us-east-1:123456789012:event-bus/shop")) {
      DeployException refused =
          scene.refused(Map.of("names.orders", elsewhere, "createTopics", "true"), hello(PLACED));
      assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
      assertTrue(refused.getMessage().contains("another account or region"));
    }
    assertEquals(0, scene.regional("/lambda/functions").size());
  }

  @Test
  void theRuleAloneMayCallTheAliasAndNoLongerThanItIsAsked() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    assertEquals(1, statements().size());
    assertEquals(
        "arn:aws:events:us-east-1:123456789012:rule/shop/" + NAME,
        statements().at("/0/Condition/ArnLike/AWS:SourceArn").asText());
    assertEquals("events.amazonaws.com", statements().at("/0/Principal/Service").asText());
    scene.deployed(hello());
    assertEquals(0, statements().size());
    assertTrue(rule("shop").isMissingNode());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(scene.aws.calls().calls().stream().noneMatch(c -> c.service().equals("events")));
  }

  @Test
  void anotherBusHasTheRuleBeforeTheFirstLosesIt() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    verified(scene.deploy(on("default"), hello(PLACED)));
    assertTrue(rule("shop").isMissingNode());
    assertEquals(LIVE, rule("default").at("/targets/live/Arn").asText());
    assertEquals(1, statements().size());
    assertEquals(
        "arn:aws:events:us-east-1:123456789012:rule/" + NAME,
        statements().at("/0/Condition/ArnLike/AWS:SourceArn").asText());
    List<String> calls =
        scene.aws.calls().calls().stream()
            .filter(call -> call.service().equals("events"))
            .map(call -> call.operation())
            .toList();
    assertTrue(calls.lastIndexOf("PutTargets") < calls.indexOf("RemoveTargets"), calls.toString());
    put("default", "com.acme.placed", "{}");
    assertEquals(1, scene.heard.heard().size());
  }

  @Test
  void aTopicThatBecomesABusIsNoTopicAnyMoreAndBack() throws Exception {
    Map<String, String> create = Map.of("createTopics", "true");
    verified(scene.deploy(create, hello(PLACED)));
    String before = statements().toString();
    verified(scene.deploy(CREATE, hello(PLACED)));
    assertEquals(0, scene.regional("/sns/topics").findPath("subscriptions").size());
    assertEquals(1, statements().size());
    assertFalse(rule("shop").isMissingNode());
    verified(scene.deploy(create, hello(PLACED)));
    assertEquals(before, statements().toString());
    assertTrue(rule("shop").isMissingNode());
  }

  @Test
  void whatSomebodyChangedIsMendedAndWhatIsTheirsStays() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    RetryPolicy retries = RetryPolicy.builder().maximumRetryAttempts(3).build();
    buses.putRule(
        r ->
            r.eventBusName("shop")
                .name(NAME)
                .description("theirs")
                .state(RuleState.DISABLED)
                .eventPattern("{\"source\":[\"other\"]}"));
    Target theirs = Target.builder().id("live").arn(LIVE).input("{}").retryPolicy(retries).build();
    buses.putTargets(t -> t.eventBusName("shop").rule(NAME).targets(theirs));
    Outcome outcome = verified(scene.deploy(on("shop"), hello(PLACED)));
    assertTrue(notes(outcome).contains("drift"), notes(outcome));
    assertTrue(notes(outcome).contains("is disabled, and stays so"), notes(outcome));
    assertEquals(
        "{\"detail-type\":[\"com.acme.placed\"]}", rule("shop").path("EventPattern").asText());
    assertEquals("theirs", rule("shop").path("Description").asText());
    assertEquals("DISABLED", rule("shop").path("State").asText());
    assertFalse(rule("shop").at("/targets/live").has("Input"));
    assertEquals(3, rule("shop").at("/targets/live/RetryPolicy/MaximumRetryAttempts").asInt());
    assertTrue(scene.deploy(on("shop"), hello(PLACED)).plan().orElseThrow().isEmpty());
    buses.removeTargets(t -> t.eventBusName("shop").rule(NAME).ids("live"));
    verified(scene.deploy(on("shop"), hello(PLACED)));
    assertEquals(LIVE, rule("shop").at("/targets/live/Arn").asText());
    buses.removeTargets(t -> t.eventBusName("shop").rule(NAME).ids("live"));
    buses.deleteRule(r -> r.eventBusName("shop").name(NAME));
    verified(scene.deploy(on("shop"), hello(PLACED)));
    put("shop", "com.acme.placed", "{}");
    assertEquals(1, scene.heard.heard().size());
  }

  @Test
  void aRuleOfAnotherOwnerIsLeftAlone() throws Exception {
    buses.createEventBus(b -> b.name("shop"));
    buses.putRule(
        r ->
            r.eventBusName("shop")
                .name(NAME)
                .tags(Tag.builder().key(Ownership.OWNER).value("org.other:x:y").build())
                .eventPattern("{\"source\":[\"other\"]}"));
    DeployException refused = scene.refused(on("shop"), hello(PLACED));
    assertEquals(DeployException.Kind.NOT_OWNED, refused.kind());
    assertTrue(refused.getMessage().contains("rule " + NAME + " on event bus shop"));
    buses.deleteRule(r -> r.eventBusName("shop").name(NAME));
    verified(scene.deploy(on("shop"), hello(PLACED)));
    buses.untagResource(
        u ->
            u.resourceARN("arn:aws:events:us-east-1:123456789012:rule/shop/" + NAME)
                .tagKeys(Ownership.OWNER));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertFalse(rule("shop").isMissingNode(), "it was ours no more");
  }

  @Test
  void aRuleThatSomebodyMakesAfterThePlanIsNotReplaced() {
    buses.createEventBus(b -> b.name("shop"));
    Outcome outcome =
        scene.with(
            on("shop"),
            portolan -> {
              Plan plan = scene.plan(portolan, hello(PLACED));
              buses.putRule(
                  r ->
                      r.eventBusName("shop")
                          .name(NAME)
                          .description("theirs")
                          .state(RuleState.DISABLED)
                          .eventPattern("{\"source\":[\"other\"]}"));
              return portolan.apply(plan);
            });
    assertEquals(DeployException.Kind.NOT_OWNED, outcome.error().orElseThrow().kind());
    assertEquals("{\"source\":[\"other\"]}", rule("shop").path("EventPattern").asText());
    assertEquals("theirs", rule("shop").path("Description").asText());
    assertEquals("DISABLED", rule("shop").path("State").asText());
    assertEquals(0, rule("shop").path("targets").size());
  }

  @Test
  void aRuleThatIsOursNoMoreAfterThePlanIsNotDeleted() {
    verified(scene.deploy(CREATE, hello(PLACED)));
    Outcome outcome =
        scene.with(
            Map.of(),
            portolan -> {
              Plan plan = scene.plan(portolan, hello());
              buses.untagResource(
                  u ->
                      u.resourceARN("arn:aws:events:us-east-1:123456789012:rule/shop/" + NAME)
                          .tagKeys(Ownership.OWNER));
              return portolan.apply(plan);
            });
    verified(outcome);
    assertEquals(LIVE, rule("shop").at("/targets/live/Arn").asText());
    assertEquals(0, statements().size());
  }

  @Test
  void whereALogGroupIsAllThatIsLeftNobodyIsAskedForRules() {
    scene.deployed(hello());
    scene.clients.lambda().get().deleteFunction(d -> d.functionName(NAME));
    scene.aws.calls().clear();
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    scene.deployed(other);
    assertTrue(scene.regional("/logs/groups").has("/aws/lambda/" + NAME), "what is looked at");
    assertTrue(scene.aws.calls().calls().stream().noneMatch(c -> c.service().equals("events")));
  }

  private void permit(String id, String action, String rule) {
    scene
        .clients
        .lambda()
        .get()
        .addPermission(
            p ->
                p.functionName(NAME)
                    .qualifier("live")
                    .statementId(id)
                    .action(action)
                    .principal("events.amazonaws.com")
                    .sourceArn(rule));
  }

  @Test
  void statementsOfOursThatNoRuleNeedsGo() {
    verified(scene.deploy(CREATE, hello(PLACED)));
    String needed = statements().toString();
    String elsewhere = "arn:aws:events:eu-west-1:123456789012:rule/shop/" + NAME;
    String here = "arn:aws:events:us-east-1:123456789012:rule/shop/" + NAME;
    permit("portolan-01234567", "lambda:InvokeFunction", elsewhere);
    permit("portolan-00000000", "lambda:InvokeFunction", here);
    permit("portolan-ffffffff", "lambda:*", here);
    verified(scene.deploy(on("shop"), hello(PLACED)));
    assertEquals(needed, statements().toString());
    assertTrue(scene.deploy(on("shop"), hello(PLACED)).plan().orElseThrow().isEmpty());
    permit("portolan-01234567", "lambda:InvokeFunction", elsewhere);
    permit("portolan-ffffffff", "lambda:*", here);
    scene.deployed(hello());
    assertEquals(0, statements().size());
  }

  /** The sandbox has no rules that tick, so AWS's answer stands here. */
  @Test
  void aScheduleOnARuleOfOursIsDrift() throws Exception {
    String rule =
        "{\"Arn\":\"arn:aws:events:us-east-1:123456789012:rule/shop-dev-hello\","
            + "\"EventPattern\":\"{\\\"detail-type\\\":[\\\"com.acme.placed\\\"]}\","
            + "\"State\":\"ENABLED\"%s,\"Tags\":[],\"Targets\":[]}";
    assertEquals(List.of(), differences(rule.formatted("")));
    assertEquals(
        List.of("it calls by a schedule too, rate(1 hour)"),
        differences(rule.formatted(",\"ScheduleExpression\":\"rate(1 hour)\"")));
  }

  private static List<String> differences(String answer) throws Exception {
    try (EventBridgeClient client =
        EventBridgeClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(new Canned(answer))
            .build()) {
      RuleCalls calls = new RuleCalls(() -> client, new Ledger(Calls.ONCE, new VirtualTime()));
      Names names = Names.of(Settings.of(on("default")));
      WantedRule rule = WantedRule.of(Clouds.place(), hello(PLACED), names).orElseThrow();
      return rule.differences(calls.find(rule.rule()).orElseThrow());
    }
  }

  @Test
  void whatSomebodyElseHadTheRuleCallGoesWithIt() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    Target theirs =
        Target.builder().id("theirs").arn(LIVE.replace(NAME + ":live", "other")).build();
    buses.putTargets(t -> t.eventBusName("shop").rule(NAME).targets(theirs));
    assertTrue(scene.deploy(on("shop"), hello(PLACED)).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(rule("shop").isMissingNode());
  }

  @Test
  void aRuleWhoseFunctionIsGoneIsFoundOnWhateverBus() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    scene.clients.lambda().get().deleteFunction(d -> d.functionName(NAME));
    verified(scene.deploy(on("default"), hello(PLACED)));
    assertTrue(rule("shop").isMissingNode());
    assertFalse(rule("default").isMissingNode());
    scene.clients.lambda().get().deleteFunction(d -> d.functionName(NAME));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(rule("default").isMissingNode());
  }

  @Test
  void whoMayNotListRulesIsToldWhatStays() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    scene.clients.lambda().get().deleteFunction(d -> d.functionName(NAME));
    SdkHttpClient all = new InProcessHttpClient(scene.aws);
    Predicate<SdkHttpRequest> lists =
        request ->
            request
                .firstMatchingHeader("X-Amz-Target")
                .filter("AWSEvents.ListEventBuses"::equals)
                .isPresent();
    try (Portolan portolan =
        Clouds.at(
            "http://127.0.0.1:1", scene.time, Map.of(), timeouts -> new Forbidding(all, lists))) {
      Outcome outcome = verified(portolan.destroy(Samples.OWNER));
      assertTrue(notes(outcome).contains("(events:ListEventBuses, events:ListRules)"));
    }
    assertFalse(rule("shop").isMissingNode());
  }

  @Test
  void aTargetThatIsRefusedInAnAnswerOfSuccessIsNoSuccess() {
    String refused =
        "{\"FailedEntryCount\":1,\"FailedEntries\":[{\"TargetId\":\"live\","
            + "\"ErrorCode\":\"ConcurrentModificationException\",\"ErrorMessage\":\"busy\"}]}";
    try (EventBridgeClient client =
        EventBridgeClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(new Canned(refused))
            .build()) {
      Ledger ledger = new Ledger(Calls.ONCE, new VirtualTime());
      RuleCalls calls = new RuleCalls(() -> client, ledger);
      Names names = Names.of(Settings.of(on("shop")));
      WantedRule rule = WantedRule.of(Clouds.place(), hello(PLACED), names).orElseThrow();
      EventBridgeException told =
          assertThrows(EventBridgeException.class, () -> calls.target(rule, Optional.empty()));
      assertEquals(DeployException.Kind.CONFLICT, AwsErrors.classify(told, ledger).kind());
      assertThrows(
          EventBridgeException.class, () -> calls.removeTargets(rule.rule(), List.of("live")));
    }
  }

  @Test
  void aRollbackLeavesTheRuleAndAPrunedFunctionTakesItAlong() throws Exception {
    verified(scene.deploy(CREATE, hello(PLACED)));
    verified(scene.deploy(on("shop", "snapStart", "true"), hello(PLACED)));
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    assertTrue(notes(outcome).contains("what events call it stays"), notes(outcome));
    assertFalse(rule("shop").isMissingNode());
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    verified(scene.deploy(Map.of("prune", "true"), other));
    assertTrue(rule("shop").isMissingNode());
  }

  @Test
  void allOfTheDefaultBusIsMuchAndThePlanSaysSo() throws Exception {
    Outcome outcome = verified(scene.deploy(on("default"), hello(ALL)));
    assertTrue(notes(outcome).contains("what AWS itself tells there"), notes(outcome));
    outcome = verified(scene.deploy(on("default"), hello(PLACED)));
    assertFalse(notes(outcome).contains("what AWS itself tells there"), notes(outcome));
  }

  @Test
  void whatTheFunctionFailsThreeTimesIsKeptAsOfATopic() throws Exception {
    Map<String, String> create = on("shop", "createTopics", "true", "createQueues", "true");
    verified(scene.deploy(create, hello(PLACED).withDeadLetter("refused")));
    scene.heard.failing(true);
    put("shop", "com.acme.placed", "{\"id\":1}");
    assertEquals(3, scene.heard.heard().size());
    String url = scene.clients.sqs().get().getQueueUrl(q -> q.queueName("refused")).queueUrl();
    String kept =
        scene.clients.sqs().get().receiveMessage(r -> r.queueUrl(url)).messages().get(0).body();
    assertTrue(kept.contains("RetriesExhausted") && kept.contains("com.acme.placed"), kept);
  }
}
