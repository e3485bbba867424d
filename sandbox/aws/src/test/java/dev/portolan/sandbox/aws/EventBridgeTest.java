package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.model.Message;

/** Buses, their rules, and what reaches functions by them. */
class EventBridgeTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String BUS = "arn:aws:events:us-east-1:123456789012:event-bus/orders";
  private static final String RULE = "arn:aws:events:us-east-1:123456789012:rule/orders/r";
  private static final String PLACED = "{\"detail-type\":[\"placed\"]}";
  private static final Tag TAG = Tag.builder().key("k").value("v").build();

  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(new FakeTime(), functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final EventBridgeClient buses = sdk.buses();

  private void ruled() {
    assertEquals(BUS, buses.createEventBus(b -> b.name("orders").tags(TAG)).eventBusArn());
    assertEquals(
        RULE,
        buses
            .putRule(r -> r.eventBusName("orders").name("r").eventPattern(PLACED).tags(TAG))
            .ruleArn());
  }

  private void target(Target target) {
    buses.putTargets(t -> t.eventBusName("orders").rule("r").targets(target));
  }

  private static Target function() {
    return Target.builder().id("live").arn(FUNCTION).build();
  }

  private void called(String permitted) throws Exception {
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
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("s")
                    .action("lambda:InvokeFunction")
                    .principal("events.amazonaws.com")
                    .sourceArn(permitted));
  }

  private PutEventsResponse put(String bus, String type, String detail) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source("com.acme")
            .detailType(type)
            .detail(detail)
            .resources("one")
            .build();
    return buses.putEvents(p -> p.entries(entry));
  }

  @Test
  void busesAndRulesAreThereOnce() {
    ruled();
    refused(
        400, "ResourceAlreadyExistsException", () -> buses.createEventBus(b -> b.name("orders")));
    refused(
        400, "ResourceAlreadyExistsException", () -> buses.createEventBus(b -> b.name("default")));
    refused(400, "ValidationException", () -> buses.createEventBus(b -> b.name("or/ders")));
    assertEquals(
        List.of("default", "orders"),
        buses.listEventBuses(l -> {}).eventBuses().stream().map(bus -> bus.name()).toList());
    assertEquals(BUS, buses.describeEventBus(d -> d.name(BUS)).arn());
    assertEquals("default", buses.describeEventBus(d -> {}).name());
    refused(400, "ResourceNotFoundException", () -> buses.describeEventBus(d -> d.name("returns")));
    refused(
        400,
        "ResourceNotFoundException",
        () -> buses.describeRule(d -> d.eventBusName("orders").name("other")));
    refused(400, "ResourceNotFoundException", () -> buses.describeRule(d -> d.name("r")));
    assertEquals(List.of(TAG), buses.listTagsForResource(l -> l.resourceARN(RULE)).tags());
    buses.tagResource(t -> t.resourceARN(BUS).tags(Tag.builder().key("l").value("w").build()));
    buses.untagResource(t -> t.resourceARN(BUS).tagKeys("k"));
    assertEquals("l", buses.listTagsForResource(l -> l.resourceARN(BUS)).tags().get(0).key());
    assertEquals(
        "r", buses.listRules(l -> l.eventBusName(BUS).namePrefix("r")).rules().get(0).name());
    assertTrue(buses.listRules(l -> l.eventBusName(BUS).namePrefix("s")).rules().isEmpty());
  }

  @Test
  void aRuleThatIsPutAgainKeepsItsTagsAndNothingElse() {
    ruled();
    buses.disableRule(d -> d.eventBusName("orders").name("r"));
    buses.putRule(
        r ->
            r.eventBusName("orders")
                .name("r")
                .description("d")
                .state(RuleState.DISABLED)
                .eventPattern(PLACED));
    assertEquals(
        RuleState.DISABLED, buses.describeRule(d -> d.eventBusName(BUS).name("r")).state());
    buses.putRule(
        r ->
            r.eventBusName("orders")
                .name("r")
                .eventPattern("{\"source\":[{\"prefix\":\"\"}]}")
                .tags(Tag.builder().key("l").value("w").build()));
    var rule = buses.describeRule(d -> d.eventBusName("orders").name("r"));
    assertEquals(RuleState.ENABLED, rule.state());
    assertEquals(null, rule.description());
    assertEquals(List.of(TAG), buses.listTagsForResource(l -> l.resourceARN(RULE)).tags());
  }

  @Test
  void whatGoesMustGoInItsOrder() {
    ruled();
    target(function());
    refused(
        400,
        "ValidationException",
        () -> buses.deleteRule(d -> d.eventBusName("orders").name("r")));
    refused(400, "ValidationException", () -> buses.deleteEventBus(d -> d.name("orders")));
    refused(400, "ValidationException", () -> buses.deleteEventBus(d -> d.name("default")));
    refused(
        400,
        "ResourceNotFoundException",
        () -> buses.removeTargets(t -> t.eventBusName("orders").rule("other").ids("live")));
    assertEquals(
        0,
        buses
            .removeTargets(t -> t.eventBusName("orders").rule("r").ids("live"))
            .failedEntryCount());
    buses.deleteRule(d -> d.eventBusName("orders").name("r"));
    buses.deleteRule(d -> d.eventBusName("orders").name("r"));
    buses.deleteEventBus(d -> d.name("orders"));
    buses.deleteEventBus(d -> d.name("orders"));
    refused(
        400,
        "ResourceNotFoundException",
        () -> buses.putRule(r -> r.eventBusName("orders").name("r").eventPattern(PLACED)));
  }

  @Test
  void patternsAndTargetsThatAreNoneAreRefused() {
    ruled();
    for (String pattern :
        List.of(
            "x",
            "[]",
            "{}",
            "{\"source\":\"a\"}",
            "{\"source\":[]}",
            "{\"source\":[{\"wildcard\":\"a*\"}]}")) {
      refused(
          400,
          "InvalidEventPatternException",
          () -> buses.putRule(r -> r.name("s").eventPattern(pattern)));
    }
    refused(400, "ValidationException", () -> buses.putRule(r -> r.name("s")));
    refused(
        400,
        "LimitExceededException",
        () ->
            buses.putRule(
                r -> r.name("s").eventPattern("{\"source\":[\"" + "a".repeat(2048) + "\"]}")));
    refused(
        400,
        "ValidationException",
        () -> target(function().toBuilder().arn("arn:aws:sqs:us-east-1:1:q").build()));
    refused(
        400,
        "ValidationException",
        () -> target(function().toBuilder().inputPath("$.detail").build()));
    refused(
        400,
        "ValidationException",
        () -> target(function().toBuilder().retryPolicy(p -> p.maximumRetryAttempts(186)).build()));
    refused(
        400,
        "LimitExceededException",
        () -> {
          for (int i = 0; i < 6; i++) {
            target(function().toBuilder().id("t" + i).build());
          }
        });
  }

  @Test
  void whatARuleTakesReachesItsFunctionInTheEnvelopeOfEvents() throws Exception {
    ruled();
    target(function());
    called(RULE);
    assertEquals(0, put("orders", "placed", "{\"id\":7}").failedEntryCount());
    put("orders", "paid", "{}");
    put("default", "placed", "{}");
    List<String> heard = functions.heard();
    assertEquals(1, heard.size(), heard.toString());
    JsonNode event = new ObjectMapper().readTree(heard.get(0).substring("f ".length()));
    assertEquals("0", event.path("version").asText());
    assertEquals("com.acme", event.path("source").asText());
    assertEquals("placed", event.path("detail-type").asText());
    assertEquals("one", event.at("/resources/0").asText());
    assertEquals("123456789012", event.path("account").asText());
    assertEquals(7, event.at("/detail/id").asInt());
    assertFalse(event.path("id").asText().isEmpty());
    buses.disableRule(d -> d.eventBusName("orders").name("r"));
    put("orders", "placed", "{}");
    assertEquals(List.of(), functions.heard());
    buses.enableRule(d -> d.eventBusName("orders").name("r"));
    target(function().toBuilder().input("{\"constant\":true}").build());
    put(BUS, "placed", "{}");
    assertEquals(List.of("f {\"constant\":true}"), functions.heard());
  }

  @Test
  void anEventThatIsNoneIsToldInItsPlace() {
    PutEventsResponse told = put("orders", "placed", "[]");
    assertEquals(1, told.failedEntryCount());
    assertEquals("MalformedDetail", told.entries().get(0).errorCode());
    assertEquals("InvalidArgument", put("orders", "", "{}").entries().get(0).errorCode());
  }

  @Test
  void nobodyPutsEventsOfServicesAndNoMoreThanTenAtOnce() throws Exception {
    ruled();
    target(function());
    called(RULE);
    PutEventsRequestEntry theirs =
        PutEventsRequestEntry.builder()
            .eventBusName("orders")
            .source("aws.events")
            .detailType("placed")
            .detail("{}")
            .build();
    PutEventsRequestEntry ours = theirs.toBuilder().source("awsome").build();
    PutEventsResponse told = buses.putEvents(p -> p.entries(theirs, ours));
    assertEquals(1, told.failedEntryCount());
    assertEquals("NotAuthorizedForSourceException", told.entries().get(0).errorCode());
    assertEquals("Not authorized for the source.", told.entries().get(0).errorMessage());
    assertEquals(1, functions.heard().size());
    refused(
        400,
        "ValidationException",
        () -> buses.putEvents(p -> p.entries(Collections.nCopies(11, ours))));
  }

  @Test
  void whatMayNotBeBroughtGoesToTheTargetsQueueOrIsLost() throws Exception {
    ruled();
    String url = sdk.sqs().createQueue(q -> q.queueName("lost")).queueUrl();
    target(
        function().toBuilder()
            .deadLetterConfig(d -> d.arn("arn:aws:sqs:us-east-1:123456789012:lost"))
            .build());
    called("arn:aws:events:us-east-1:123456789012:rule/orders/other");
    put("orders", "placed", "{\"id\":7}");
    assertEquals(List.of(), functions.heard());
    Message kept =
        sdk.sqs()
            .receiveMessage(r -> r.queueUrl(url).messageAttributeNames("All"))
            .messages()
            .get(0);
    assertTrue(kept.body().contains("{\"id\":7}"), kept.body());
    assertEquals("NO_PERMISSIONS", kept.messageAttributes().get("ERROR_CODE").stringValue());
    assertEquals(RULE, kept.messageAttributes().get("RULE_ARN").stringValue());
  }
}
