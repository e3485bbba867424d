package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** From the portable description to what AWS is asked for: names, policies, releases, masks. */
class LoweringTest {
  private static final FunctionSpec HELLO = Samples.hello();

  @Test
  void namesAreReadableAndFit() {
    assertEquals("shop-dev-hello", Place.function(Samples.OWNER, "hello"));
    Owner dotted = Owner.of("com.acme", "shop.web", "dev");
    assertTrue(Place.function(dotted, "hello").matches("shop-web-dev-hello-[0-9a-f]{8}"));
    assertNotEquals(
        Place.function(dotted, "hello"),
        Place.function(Owner.of("com.acme", "shop_web", "dev"), "hello"));
    Owner longest = Owner.of("com.acme", "a".repeat(70), "production");
    assertTrue(Place.function(longest, "hello").length() <= 64);
    assertNotEquals(Place.function(longest, "a"), Place.function(longest, "b"));
  }

  @Test
  void everyNameBeginsWithTheOwnersPrefix() {
    for (Owner owner :
        List.of(
            Samples.OWNER,
            Owner.of("g", "shop.web", "dev"),
            Owner.of("g", "a".repeat(50), "dev"),
            Owner.of("g", "a".repeat(70), "production"))) {
      for (String function : List.of("a", "hello", "h".repeat(32))) {
        String name = Place.function(owner, function);
        assertTrue(name.startsWith(Place.prefix(owner)), name + " " + Place.prefix(owner));
      }
    }
  }

  @Test
  void theRoleMayDoNothingButWhatTheFunctionNeeds() {
    Map<String, String> secrets = Map.of("DB", "secret://shop/db#3", "KEY", "secret://key");
    JsonNode policy = Scenes.wanted(HELLO.withEnvironment(secrets), Map.of()).permissions();
    List<String> granted = new ArrayList<>();
    for (JsonNode statement : policy.path("Statement")) {
      granted.addAll(texts(statement.path("Action")));
      for (String resource : texts(statement.path("Resource"))) {
        assertNotEquals("*", resource);
        assertTrue(resource.startsWith("arn:aws:"), resource);
      }
    }
    assertEquals(
        List.of("logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"),
        granted);
    assertTrue(policy.toString().contains("secret:shop/db-??????"), policy.toString());
    assertFalse(policy.toString().contains("CreateLogGroup"), policy.toString());
  }

  @Test
  void theFunctionsOwnStatementsAreAdded() {
    String own = "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"arn:aws:q\"}";
    JsonNode policy = Scenes.wanted(HELLO, Map.of("statements", "[" + own + "]")).permissions();
    assertEquals(Json.read(own).orElseThrow(), policy.path("Statement").get(1));
  }

  @Test
  void aQueueIsNamedByWhateverNamesOne() {
    for (String text :
        List.of(
            "to-pack.fifo",
            "arn:aws:sqs:eu-central-1:123456789012:to-pack.fifo",
            "https://sqs.eu-central-1.amazonaws.com/123456789012/to-pack.fifo",
            "http://127.0.0.1:4566/123456789012/to-pack.fifo")) {
      QueueName queue = QueueName.parse(text).orElseThrow();
      assertEquals("to-pack.fifo", queue.name(), text);
      assertTrue(queue.in(Scenes.PLACE), text);
    }
    for (String text :
        List.of(
            "arn:aws:sqs:eu-central-1:210987654321:to-pack",
            "arn:aws:sqs:us-east-1:123456789012:to-pack",
            "https://sqs.us-east-1.amazonaws.com/123456789012/to-pack")) {
      assertFalse(QueueName.parse(text).orElseThrow().in(Scenes.PLACE), text);
    }
    for (String text : List.of("to pack", "a.b", "q".repeat(81), "https://example.com/q", "")) {
      assertEquals(Optional.empty(), QueueName.parse(text), text);
    }
  }

  @Test
  void noMoreComeTogetherThanSqsBringsAndNoFewerThanOne() {
    assertEquals(10, queue(99).batch());
    assertEquals(3, queue(3).batch());
    assertEquals(1, queue(0).batch());
  }

  private static WantedQueue queue(int batch) {
    FunctionSpec spec = HELLO.withTriggers(List.of(new Trigger.Queue("to-pack", batch)));
    return Scenes.wanted(spec, Map.of()).events().queue().orElseThrow();
  }

  @Test
  void onlyLambdaMayBecomeTheRole() {
    JsonNode statement = Policies.trust().path("Statement").get(0);
    assertEquals("lambda.amazonaws.com", statement.path("Principal").path("Service").asText());
    assertEquals(1, Policies.trust().path("Statement").size());
  }

  @Test
  void aReleaseReadsBackAsItWasWritten() {
    List<Route> routes =
        List.of(
            new Route("GET", "/a/{id}", Route.Guard.OPEN),
            new Route("POST", "/b;c=d e", Route.Guard.IAM),
            new Route("PUT", "/t", Route.Guard.TOKEN));
    for (OptionalInt bound : List.of(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(7))) {
      Release release = Release.of(bound, Optional.of(Front.URL), routes);
      assertEquals(Optional.of(release), Release.read(release.text()));
      assertEquals(Optional.of(release), Release.read(Release.again(release.text(), "12")));
      assertEquals(release.text(), Release.steady(Release.again(release.text(), "12")));
    }
    Release none = Release.of(OptionalInt.empty(), Optional.empty(), List.of());
    assertEquals(Optional.of(none), Release.read(none.text()));
    assertEquals(Optional.empty(), Release.read("made by hand"));
    assertEquals(Optional.empty(), Release.read(null));
  }

  @Test
  void routesThatDoNotFitAreNotHalfThere() {
    List<Route> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(new Route("GET", "/resource/" + i, Route.Guard.OPEN));
    }
    String text = Release.of(OptionalInt.of(3), Optional.of(Front.HTTP_API), many).text();
    assertTrue(text.length() <= 256, text);
    Release read = Release.read(text).orElseThrow();
    assertEquals(Optional.empty(), read.routes());
    assertEquals(OptionalInt.of(3), read.concurrency());
    List<Route> comma = List.of(new Route("GET", "/a,b", Route.Guard.OPEN));
    String odd = Release.of(OptionalInt.empty(), Optional.of(Front.URL), comma).text();
    assertEquals(Optional.empty(), Release.read(odd).orElseThrow().routes());
  }

  @Test
  void theDigestKnowsEverythingThatIsDeployed() {
    Wanted plain = Scenes.wanted(HELLO, Map.of());
    List<Wanted> others =
        List.of(
            Scenes.wanted(HELLO.withEnvironment(Map.of("AA", "b")), Map.of()),
            Scenes.wanted(HELLO.withSizing(Sizing.PORTABLE.withMemoryMebibytes(1024)), Map.of()),
            Scenes.wanted(HELLO.withSizing(Sizing.PORTABLE.withMaxConcurrency(1)), Map.of()),
            Scenes.wanted(HELLO, Map.of("front", "url")),
            Scenes.wanted(HELLO, Map.of("tags.team", "blue")),
            Scenes.wanted(HELLO, Map.of("logRetentionDays", "7")),
            Scenes.wanted(HELLO, Map.of("snapStart", "true")),
            Scenes.wanted(HELLO, Map.of("runtime", "java25")),
            Scenes.wanted(HELLO, Map.of(), Scenes.artifact("b")));
    others.forEach(other -> assertNotEquals(plain.digest(), other.digest()));
    assertEquals(others.size(), Set.copyOf(others.stream().map(Wanted::digest).toList()).size());
    assertEquals(plain.digest(), Scenes.wanted(HELLO, Map.of()).digest());
  }

  @Test
  void noTextOfOursTellsAValueOfTheEnvironment() {
    FunctionSpec secret = HELLO.withEnvironment(Map.of("TOKEN", "canary-value"));
    Wanted wanted = Scenes.wanted(secret, Map.of());
    assertFalse((wanted + "" + wanted.config()).contains("canary"));
    assertFalse(wanted.redaction().toString().contains("canary"));
    assertFalse(new Keys("AKIA", "canary", Optional.of("canary")).toString().contains("canary"));
  }

  @Test
  void whatLambdaRepeatsOfAnEnvironmentIsMasked() {
    Redaction redaction = Redaction.of(List.of("canary-value", "canary-value-longer", "on"));
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode("ValidationException")
            .errorMessage("Value '{A=canary-value-longer, B=canary-value, C=on}' at 'environment'")
            .serviceName("Lambda")
            .build();
    LambdaException told =
        assertThrows(
            LambdaException.class,
            () ->
                redaction.guard(
                    () -> {
                      throw LambdaException.builder()
                          .awsErrorDetails(details)
                          .statusCode(400)
                          .build();
                    }));
    assertEquals(
        "Value '{A=***, B=***, C=on}' at 'environment'", told.awsErrorDetails().errorMessage());
    assertFalse(told.toString().contains("canary"), told.toString());
    assertEquals("ValidationException", told.awsErrorDetails().errorCode());
  }

  @Test
  void requestsInPlainTextStayOnThisMachine() {
    for (String fine :
        List.of("http://localhost:1", "http://127.0.0.1", "http://[::1]:5", "https://aws.com")) {
      assertEquals(Optional.empty(), Endpoints.refusal(java.net.URI.create(fine)), fine);
    }
    for (String refused :
        List.of("http://aws.com", "http://127.0.0.1.evil.com", "ftp://localhost", "/x")) {
      assertTrue(Endpoints.refusal(java.net.URI.create(refused)).isPresent(), refused);
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }
}
