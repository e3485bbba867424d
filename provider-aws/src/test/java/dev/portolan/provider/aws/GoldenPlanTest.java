package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Plans as people read them, for clouds that are not there: what is wanted and what was seen go in,
 * sentences come out. A changed sentence is a changed file under {@code resources/plans}.
 */
class GoldenPlanTest {
  private static final FunctionSpec HELLO = Samples.hello();
  private static final Map<String, String> NONE = Map.of();

  @Test
  void firstDeployment() throws IOException {
    check("first", Scenes.wanted(HELLO, NONE), Seen.nothing());
  }

  @Test
  void nothingChanged() throws IOException {
    Wanted wanted = Scenes.wanted(HELLO, NONE);
    check("unchanged", wanted, Scenes.deployed(wanted));
  }

  @Test
  void newCode() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("code", Scenes.wanted(HELLO, NONE, Scenes.artifact("b")), before);
  }

  @Test
  void newSizeAndVariables() throws IOException {
    Map<String, String> then = Map.of("GREETING", "hi", "TOKEN", "canary-one");
    Map<String, String> now = Map.of("TOKEN", "canary-two", "KEY", "secret://shop/key#3");
    Seen before = Scenes.deployed(Scenes.wanted(HELLO.withEnvironment(then), NONE));
    FunctionSpec bigger = HELLO.withEnvironment(now).withSizing(sizing(1024, 10));
    check("configuration", Scenes.wanted(bigger, NONE), before);
  }

  @Test
  void editedByHand() throws IOException {
    Wanted wanted = Scenes.wanted(HELLO, NONE);
    Seen seen = Scenes.deployed(wanted);
    FunctionConfig edited = Scenes.wanted(HELLO.withSizing(sizing(3008, 29)), NONE).config();
    SeenFunction function = seen.function().orElseThrow();
    Seen drifted =
        new Seen(
            seen.role(),
            Optional.of(Optional.of(7)),
            Optional.of(Scenes.with(function, edited, function.tags())),
            seen.api());
    check("drift", wanted, drifted);
  }

  @Test
  void fromHttpApiToUrl() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("api-to-url", Scenes.wanted(HELLO, Map.of("front", "url")), before);
  }

  @Test
  void fromUrlToHttpApi() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, Map.of("front", "url")));
    check("url-to-api", Scenes.wanted(HELLO, NONE), before);
  }

  @Test
  void otherRoutesAndCallers() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    FunctionSpec closed =
        FunctionSpec.of(
            "hello",
            "com.acme.Hello",
            "com.acme.Name",
            "com.acme.Greeting",
            List.of(
                new Trigger.Http("/hello", List.of("GET", "PUT"), Trigger.Access.AUTHENTICATED)));
    check("routes", Scenes.wanted(closed, NONE), before);
  }

  @Test
  void roleAndBoundsOfTheirOwn() throws IOException {
    Map<String, String> settings =
        Map.of(
            "role", "arn:aws:iam::123456789012:role/ours",
            "snapStart", "true",
            "probe", "none",
            "logRetentionDays", "7");
    FunctionSpec bounded = HELLO.withSizing(Sizing.PORTABLE.withMaxConcurrency(5));
    check("own-role", Scenes.wanted(bounded, settings), Seen.nothing());
  }

  @Test
  void keepsFiveVersionsAndThoseInUse() throws IOException {
    Wanted wanted = Scenes.wanted(HELLO, NONE, Scenes.artifact("b"));
    Seen seen = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    SeenFunction many = Scenes.withVersions(seen.function().orElseThrow(), 8);
    check(
        "versions",
        wanted,
        new Seen(seen.role(), seen.logRetention(), Optional.of(many), seen.api()));
  }

  @Test
  void aScheduleIsAdded() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("schedule", Scenes.wanted(scheduled(), NONE), before);
  }

  @Test
  void aScheduleIsTakenAway() throws IOException {
    Wanted then = Scenes.wanted(scheduled(), NONE);
    check("schedule-gone", Scenes.wanted(HELLO, NONE), Scenes.deployed(then));
  }

  @Test
  void aQueueIsAdded() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("queue", Scenes.wanted(packing("to-pack", 10), NONE), before);
  }

  @Test
  void aQueueIsEditedByHand() throws IOException {
    Wanted wanted = Scenes.wanted(packing("to-pack", 10), NONE);
    Seen seen = Scenes.deployed(wanted);
    SeenMapping held = seen.events().queue().wanted().orElseThrow();
    SeenMapping edited =
        new SeenMapping(
            held.uuid(),
            held.arn(),
            held.source(),
            held.function(),
            3,
            false,
            held.bounds(),
            held.kafka(),
            "Disabled",
            "USER_INITIATED",
            true);
    check("queue-drift", wanted, seen.withEvents(taking(seen, edited, List.of())));
  }

  @Test
  void anotherQueueIsTakenFrom() throws IOException {
    Seen then = Scenes.deployed(Scenes.wanted(packing("to-pack", 10), NONE));
    SeenMapping old = then.events().queue().wanted().orElseThrow();
    Seen seen = then.withEvents(taking(then, null, List.of(old)));
    check("queue-changed", Scenes.wanted(packing("to-ship", 10), NONE), seen);
  }

  private static SeenEvents taking(Seen seen, SeenMapping live, List<SeenMapping> stale) {
    SeenQueue queue =
        new SeenQueue(seen.events().queue().queue(), Optional.ofNullable(live), stale);
    return new SeenEvents(
        seen.events().schedule(),
        seen.events().topics(),
        seen.events().rules(),
        queue,
        seen.events().table(),
        seen.events().kafka(),
        seen.events().buckets(),
        seen.events().deadLetter());
  }

  @Test
  void aTableIsAdded() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("table", Scenes.wanted(auditing().withDeadLetter("refused"), NONE), before);
  }

  @Test
  void aTableIsAddedToAFunctionWithARoleOfOnesOwn() throws IOException {
    Map<String, String> own = Map.of("role", "arn:aws:iam::123456789012:role/mine");
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, own));
    check("table-own-role", Scenes.wanted(auditing(), own), before);
  }

  @Test
  void aTableHasAnotherStreamByNow() throws IOException {
    Wanted wanted = Scenes.wanted(auditing(), NONE);
    Seen then = Scenes.deployed(wanted);
    SeenMapping old = then.events().table().wanted().orElseThrow();
    SeenTable table = new SeenTable(then.events().table().table(), Optional.empty(), List.of(old));
    check("table-stream", wanted, then.withEvents(telling(then, table)));
  }

  @Test
  void aTableIsEditedByHand() throws IOException {
    Wanted wanted = Scenes.wanted(auditing(), NONE);
    Seen seen = Scenes.deployed(wanted);
    SeenMapping held = seen.events().table().wanted().orElseThrow();
    SeenMapping edited =
        new SeenMapping(
            held.uuid(),
            held.arn(),
            held.source(),
            held.function(),
            500,
            false,
            new StreamBounds(false, -1, "arn:aws:sns:eu-central-1:123456789012:theirs"),
            held.kafka(),
            "Disabled",
            "USER_INITIATED",
            true);
    SeenTable table = new SeenTable(seen.events().table().table(), Optional.of(edited), List.of());
    check("table-drift", wanted, seen.withEvents(telling(seen, table)));
  }

  private static SeenEvents telling(Seen seen, SeenTable table) {
    return new SeenEvents(
        seen.events().schedule(),
        seen.events().topics(),
        seen.events().rules(),
        seen.events().queue(),
        table,
        seen.events().kafka(),
        seen.events().buckets(),
        seen.events().deadLetter());
  }

  private static FunctionSpec auditing() {
    List<Trigger> triggers = new ArrayList<>(HELLO.triggers());
    triggers.add(new Trigger.RecordChanged("customers"));
    return HELLO.withTriggers(triggers);
  }

  private static FunctionSpec packing(String queue, int batch) {
    List<Trigger> triggers = new ArrayList<>(HELLO.triggers());
    triggers.add(new Trigger.Queue(queue, batch));
    return HELLO.withTriggers(triggers);
  }

  private static FunctionSpec scheduled() {
    List<Trigger> triggers = new ArrayList<>(HELLO.triggers());
    triggers.add(new Trigger.Schedule("0 2 * * 1-5", "Europe/Berlin"));
    return HELLO.withTriggers(triggers);
  }

  @Test
  void aBucketIsAdded() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(HELLO, NONE));
    check("objects", Scenes.wanted(told("photos"), NONE), before);
  }

  @Test
  void aBucketIsChangedForAnother() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(told("photos"), NONE));
    Seen missing =
        before.withEvents(
            new SeenEvents(
                SeenSchedule.nothing(),
                List.of(),
                List.of(),
                SeenQueue.nothing(),
                SeenTable.nothing(),
                SeenKafka.nothing(),
                List.of(
                    before.events().buckets().get(0),
                    SeenBucket.of("scans", SeenBucket.Access.MISSING)),
                SeenDeadLetter.nothing()));
    check("objects-moved", Scenes.wanted(told("scans"), NONE), missing);
  }

  @Test
  void deadLettersAreKept() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(told("photos"), NONE));
    check("dead-letter", Scenes.wanted(told("photos").withDeadLetter("refused"), NONE), before);
  }

  @Test
  void deadLettersAreKeptElsewhere() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(told("photos").withDeadLetter("refused"), NONE));
    Wanted wanted = Scenes.wanted(told("photos").withDeadLetter("returned"), NONE);
    check("dead-letter-moved", wanted, before);
  }

  @Test
  void deadLettersAreKeptNoLonger() throws IOException {
    Seen before = Scenes.deployed(Scenes.wanted(told("photos").withDeadLetter("refused"), NONE));
    check("dead-letter-gone", Scenes.wanted(told("photos"), NONE), before);
  }

  @Test
  void aRoleOfOnesOwnMustBeAllowedToSendDeadLetters() throws IOException {
    Map<String, String> own = Map.of("role", "arn:aws:iam::123456789012:role/mine");
    Seen before = Scenes.deployed(Scenes.wanted(told("photos"), own));
    FunctionSpec kept = told("photos").withDeadLetter("refused");
    check("dead-letter-own-role", Scenes.wanted(kept, own), before);
  }

  private static FunctionSpec told(String bucket) {
    List<Trigger> triggers = new ArrayList<>(HELLO.triggers());
    triggers.add(new Trigger.ObjectCreated(bucket));
    return HELLO.withTriggers(triggers);
  }

  @Test
  void whatALostResponseLeft() throws IOException {
    Wanted wanted = Scenes.wanted(HELLO, NONE);
    Seen seen = Scenes.deployed(wanted);
    SeenApi api = seen.api().orElseThrow();
    String arn = Scenes.PLACE.liveArn(wanted.physicalName());
    SeenApi doubled =
        new SeenApi(
            api.id(),
            api.endpoint(),
            List.of(api.integrations().get(0), new SeenApi.SeenIntegration("int2", arn, "2.0")),
            api.routes(),
            List.of(),
            Optional.empty(),
            List.of("api2"));
    SeenFunction function = seen.function().orElseThrow();
    SeenFunction bare =
        new SeenFunction(
            function.physicalName(),
            function.arn(),
            function.config(),
            function.code(),
            function.revision(),
            new TreeMap<>(function.tags()),
            function.reserved(),
            function.versions(),
            List.of(),
            new AccessCalls.Policy(
                new TreeSet<>(List.of("portolan-00000000", "somebody-elses")),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>()),
            Optional.empty());
    check(
        "leftovers",
        wanted,
        new Seen(Optional.empty(), seen.logRetention(), Optional.of(bare), Optional.of(doubled)));
  }

  private static Sizing sizing(int memory, int seconds) {
    return Sizing.PORTABLE.withMemoryMebibytes(memory).withTimeout(Duration.ofSeconds(seconds));
  }

  private static void check(String name, Wanted wanted, Seen seen) throws IOException {
    Artifact artifact = Scenes.ARTIFACT;
    Archive archive = Archive.of(artifact, "bucket", "prefix/");
    DeployPlan plan =
        new DeployPlan(
            Scenes.PLACE,
            null,
            null,
            null,
            archive,
            EventSteps.of(Scenes.PLACE, null, null),
            AwsSettings.from(Settings.none()));
    StepList list = new StepList();
    Survey survey = new Survey(Map.of(wanted.name(), seen), seen.api(), List.of(), List.of());
    plan.add(list, List.of(wanted), survey);
    StringBuilder text = new StringBuilder();
    for (Step step : list.steps()) {
      text.append(step.phase()).append(' ').append(step.id()).append('\n');
      text.append("    ").append(step.summary()).append('\n');
      text.append("    ").append(step.why()).append('\n');
      if (!step.after().isEmpty()) {
        text.append("    after ").append(new TreeSet<>(step.after())).append('\n');
      }
    }
    plan.notes(list, List.of(wanted), survey)
        .forEach(note -> text.append("note: ").append(note).append('\n'));
    assertEquals(read(name), text.toString(), name);
  }

  private static String read(String name) throws IOException {
    String file = "/plans/" + name + ".txt";
    try (InputStream in = GoldenPlanTest.class.getResourceAsStream(file)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
