package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.portability.Ties;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {
  private static Step step(String id, Step.Phase phase, Step.Change change, String why) {
    Optional<String> function =
        id.contains("/") ? Optional.of(id.substring(0, id.indexOf('/'))) : Optional.empty();
    return new Step(id, function, phase, change, "thing " + id, why, Set.of(), "", run -> {});
  }

  private static Plan plan(List<Step> steps, List<String> notes) {
    return new Plan(
        Plan.Goal.DEPLOY,
        FakeProvider.OWNER,
        FakeProvider.TARGET,
        List.of("hello", "order"),
        steps,
        notes);
  }

  @Test
  @DisplayName("A plan reads as sentences with reasons, function by function; drift is shown")
  void planText() {
    Plan plan =
        plan(
            List.of(
                step("order/x", Step.Phase.SHIFT, Step.Change.SHIFT, "version 3 → 4"),
                step("hello/b", Step.Phase.VERIFY, Step.Change.PROBE, "before it serves"),
                step("hello/a", Step.Phase.STAGE, Step.Change.UPDATE, "memory 512 → 1024 (drift)"),
                step("api", Step.Phase.STAGE, Step.Change.CREATE, "there is none\nyet\u001b[2J")),
            List.of("memory of hello was changed outside Portolan"));
    assertEquals(
        """
        Deploy com.acme:shop:dev at fake, account 123, here, as me
          shared by all functions
            create thing api: there is none yet\\u001b[2J
          hello
            update thing hello/a: memory 512 → 1024 (drift)
            probe thing hello/b: before it serves
          order
            shift thing order/x: version 3 → 4
          note
            memory of hello was changed outside Portolan
          4 steps: 1 create, 1 update, 1 probe, 1 shift
        """,
        PlanText.text(plan));
    assertEquals(
        """
        Deploy com.acme:shop:dev at fake, account 123, here, as me
          Nothing to do: the cloud already holds what is wanted.
        """,
        PlanText.text(plan(List.of(), List.of())));
  }

  @Test
  @DisplayName("A plan's JSON holds the same, machine-readable")
  void planJson() throws Exception {
    Plan plan =
        plan(List.of(step("hello/a", Step.Phase.STAGE, Step.Change.UPDATE, "w")), List.of());
    JsonNode json = new ObjectMapper().readTree(PlanText.json(plan));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"schema":1,"goal":"deploy","owner":"com.acme:shop:dev",
                 "target":{"provider":"fake","account":"123","region":"here","identity":"me"},
                 "functions":["hello","order"],
                 "steps":[{"id":"hello/a","function":"hello","phase":"stage","change":"update",
                           "resource":"thing hello/a","why":"w","after":[]}],
                 "notes":[]}"""),
        json);
  }

  private static Outcome outcome(ExitCode code, int mutations, FunctionOutcome... functions) {
    Optional<DeployException> error =
        Stream.of(functions).map(FunctionOutcome::error).flatMap(Optional::stream).findFirst();
    return new Outcome(
        "fake",
        code,
        List.of(functions),
        new Deployer.CallCount(7, mutations),
        Duration.ofMillis(1500),
        Optional.empty(),
        error);
  }

  private static final FunctionOutcome CREATED =
      new FunctionOutcome(
          "hello",
          Action.CREATED,
          Optional.of(URI.create("https://x/hello")),
          Optional.of("1"),
          Optional.of("ab"),
          Optional.empty());

  @Test
  @DisplayName("The report's JSON is the agreed schema, failures included")
  void report(@TempDir Path directory) throws Exception {
    DeployException error =
        DeployException.of(DeployException.Kind.NOT_OWNED, "it is \"theirs\"", "ask them");
    Report report =
        new Report(
            "deploy",
            FakeProvider.OWNER,
            true,
            true,
            List.of(
                outcome(ExitCode.VERIFIED, 3, CREATED),
                outcome(ExitCode.REFUSED, 0, FunctionOutcome.failed("order", error))));
    Path file = directory.resolve("deep/report.json");
    report.write(file);
    String expected =
        """
        {"schema":1,"goal":"deploy","stage":"dev","sandbox":true,"exitCode":2,"results":[
          {"provider":"fake","function":"hello","action":"created","url":"https://x/hello",
           "live":true,"version":"1","digest":"ab","apiCalls":{"reads":7,"mutations":3},
           "durationMillis":1500,"error":null},
          {"provider":"fake","function":"order","action":"failed","url":null,"live":false,
           "version":null,"digest":null,"apiCalls":{"reads":7,"mutations":0},
           "durationMillis":1500,
           "error":{"kind":"NOT_OWNED","message":"it is \\"theirs\\"","hint":"ask them"}}]}""";
    ObjectMapper json = new ObjectMapper();
    assertEquals(json.readTree(expected), json.readTree(file.toFile()));
    assertFalse(json.readTree(report.withLive(false).json()).at("/results/0/live").asBoolean());
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(1, left.count());
    }
  }

  @Test
  @DisplayName("Of several providers the gravest end counts, part-way if anything changed anywhere")
  void exitCodes() {
    assertEquals(ExitCode.VERIFIED, code(outcome(ExitCode.VERIFIED, 3)));
    assertEquals(
        ExitCode.REFUSED, code(outcome(ExitCode.VERIFIED, 0), outcome(ExitCode.REFUSED, 0)));
    assertEquals(
        ExitCode.FAILED_PART_WAY,
        code(outcome(ExitCode.VERIFIED, 1), outcome(ExitCode.FAILED_UNCHANGED, 0)));
    assertEquals(
        ExitCode.UNKNOWN, code(outcome(ExitCode.CONFLICT, 1), outcome(ExitCode.UNKNOWN, 1)));
    assertEquals(
        ExitCode.INTERRUPTED, code(outcome(ExitCode.UNKNOWN, 1), outcome(ExitCode.INTERRUPTED, 0)));
  }

  private static ExitCode code(Outcome... outcomes) {
    return new Report("deploy", FakeProvider.OWNER, false, true, List.of(outcomes)).exitCode();
  }

  @Test
  @DisplayName("Known secrets are masked in every form, in exceptions too")
  void redaction() {
    String secret = "p@ss \"wörd\" +/1";
    Redaction redaction = Redaction.of(List.of(secret, "tiny"));
    for (String form : Redaction.forms(secret)) {
      assertEquals("a *** b", redaction.apply("a " + form + " b"), form);
    }
    assertEquals("tiny", redaction.apply("tiny"));
    assertTrue(redaction.holds(new RuntimeException("x", new RuntimeException("it is " + secret))));
    RuntimeException besides = new RuntimeException("x");
    besides.addSuppressed(new RuntimeException("the first try said " + secret));
    assertTrue(redaction.holds(new RuntimeException("y", besides)));
    assertFalse(redaction.holds(new RuntimeException("it is not")));
  }

  @Test
  @DisplayName("No known secret reaches plan, progress or exception")
  void noSecret() {
    String secret = "canary-4711-Canary";
    FakeProvider cloud = new FakeProvider();
    cloud.step(
        "a/" + secret,
        run -> {
          throw new FakeFault(
              dev.portolan.deploy.driver.Failure.Retry.NEVER,
              DeployException.Kind.UNKNOWN,
              "bad value " + secret);
        });
    StringBuilder all = new StringBuilder();
    Portolan.Options options =
        Portolan.Options.standard()
            .withTime(new VirtualTime())
            .withEnvironment(java.util.Map.of("SOME_TOKEN", secret))
            .withProgress(event -> all.append(event));
    try (Portolan portolan =
        Portolan.open(cloud, dev.portolan.deploy.driver.Settings.none(), options)) {
      all.append(PlanText.text(portolan.planRemoval(FakeProvider.OWNER)));
      DeployException error = portolan.destroy(FakeProvider.OWNER).error().get();
      all.append(error.getMessage()).append(error.hint()).append(error.getCause());
    }
    assertFalse(all.toString().replace("a/" + secret, "").contains(secret), all.toString());
    assertTrue(all.toString().contains("bad value ***"), all.toString());
  }

  @Test
  @DisplayName("The feature table has a row a feature, a column a provider, and numbered bounds")
  void featureTable() throws Exception {
    Ties one =
        ties(
            """
            {"provider": "one", "features": ["HTTP", "ROLLBACK"], "limits": {},
             "bounds": {"HTTP": "of one kind", "ROLLBACK": "once"}}
            """);
    Ties another =
        ties(
            """
            {"provider": "another", "features": ["HTTP"], "limits": {}, "bounds": {"HTTP": "less"}}
            """);
    String table = FeatureTable.markdown(List.of(one, another));
    assertTrue(
        table.startsWith(
            "|  | another | one |\n| --- | :---: | :---: |\n| "
                + Feature.HTTP.description()
                + " | yes <sup>1</sup> | yes <sup>2</sup> |\n"),
        table);
    assertTrue(table.contains("| the arm64 architecture | – | – |"), table);
    assertTrue(table.endsWith("|\n\n1. another: less\n2. one: of one kind\n3. one: once\n"), table);
    assertEquals(Feature.values().length + 2 + 4, table.lines().count());
  }

  private static Ties ties(String json) throws Exception {
    return Ties.from(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
