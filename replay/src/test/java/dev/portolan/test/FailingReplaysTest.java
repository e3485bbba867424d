package dev.portolan.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

@DisplayName("a replayed test that fails says why")
final class FailingReplaysTest {

  /** Says something else each time it is created. */
  @Http(path = "/count")
  public static final class Moody implements PortableFunction<Void, Map<String, Integer>> {
    private static final AtomicInteger CREATED = new AtomicInteger();
    private final int number = CREATED.incrementAndGet();

    @Override
    public Map<String, Integer> handle(Void input, Context context) {
      return Map.of("number", number > 2 ? 2 : number);
    }
  }

  static final class Differing {
    @PortolanTest(providers = {"aws", "gcp", "knative"})
    void counts(Replay<Moody> moody) {
      moody.call(Request.get("/count")).assertStatus(200);
    }
  }

  @Test
  @DisplayName("where a platform answers as the first did not")
  void differing() {
    Moody.CREATED.set(0);
    Map<String, String> failures = failures(Differing.class, 3);
    assertEquals(List.of("counts() [gcp]", "counts() [knative]"), List.copyOf(failures.keySet()));
    assertEquals(
        """
        gcp does not do as aws does, in step 1, GET /count:
          body: <{"number":1}> on aws, <{"number":2}> on gcp\
        """,
        failures.get("counts() [gcp]"));
  }

  static final class Wrong {
    @PortolanTest(providers = {"aws", "knative"})
    void adds(Replay<Samples.Sum> sum) {
      sum.call(Request.post("/sums/ada").json("{\"numbers\":[1,2]}")).assertJson("{\"total\":4}");
    }
  }

  @Test
  @DisplayName("where the function answers as the test does not expect, on each platform")
  void wrong() {
    Map<String, String> failures = failures(Wrong.class, 2);
    assertEquals(
        "aws answered POST /sums/ada: expected the body to be <{\"total\":4}>"
            + " but it was <{\"total\":3}>",
        failures.get("adds() [aws]"));
    assertEquals(2, failures.size());
  }

  static final class Cookies {
    @PortolanTest(providers = {"aws", "azure"})
    void cookies(Replay<Samples.Mirror> mirror) {
      mirror.call(Request.get("/mirror?cookie=a&cookie=b")).assertStatus(200);
    }
  }

  @Test
  @DisplayName("where a platform is known not to do it")
  void known() {
    Map<String, String> failures = failures(Cookies.class, 2);
    assertEquals(List.of("cookies() [azure]"), List.copyOf(failures.keySet()));
    String failure = failures.get("cookies() [azure]");
    assertTrue(failure.contains("expected the status to be <200> but it was <500>"), failure);
    assertTrue(failure.contains("header set-cookie: <a=1, b=1> on aws, none on azure"), failure);
    assertTrue(
        failure.contains(
            "It is known that azure cannot set two cookies in one response: it is a 500 there"),
        failure);
  }

  static final class CookiesFirst {
    @PortolanTest(providers = {"azure", "aws"})
    void cookies(Replay<Samples.Mirror> mirror) {
      mirror.call(Request.get("/mirror?cookie=a&cookie=b"));
    }
  }

  @Test
  @DisplayName("where the platform that is known not to do it came first")
  void knownOfTheFirst() {
    String failure = failures(CookiesFirst.class, 2).get("cookies() [aws]");
    assertTrue(failure.contains("It is known that azure cannot set two cookies"), failure);
  }

  static final class Absent {
    @PortolanTest(providers = {"aws", "knative"})
    void absent(Replay<Samples.Mirror> mirror) {
      mirror.call(Request.get("/mirror" + (mirror.provider().equals("aws") ? "?repeat=none" : "")));
    }
  }

  @Test
  @DisplayName("where one has a header that says none, and the other has none")
  void absent() {
    String failure = failures(Absent.class, 2).get("absent() [knative]");
    assertTrue(failure.contains("header x-repeated: <none> on aws, none on knative"), failure);
  }

  static final class Afterwards {
    @PortolanTest(providers = {"aws", "knative"})
    void adds(Replay<Samples.Sum> sum) {
      sum.call(Request.post("/sums/ada").json("{\"numbers\":[1,2]}")).assertStatus(200);
    }

    @AfterEach
    void after(Replay<Samples.Sum> sum) {
      sum.call(Request.put("/sums/ada")).assertStatus(405);
    }
  }

  @Test
  @DisplayName("but not where it calls the function afterwards, too")
  void afterwards() {
    assertEquals(Map.of(), failures(Afterwards.class, 2));
  }

  static final class Plain {
    @PortolanTest(providers = {"aws", "gcp"})
    void counts(Replay<Moody> moody) {
      assertEquals("{\"number\":1}", moody.call(Request.get("/count")).text());
    }
  }

  @Test
  @DisplayName("where an assertion of another library fails, with where that was and its values")
  void plain() {
    Moody.CREATED.set(0);
    Event failed = run(Plain.class).testEvents().failed().list().get(0);
    AssertionFailedError failure = (AssertionFailedError) failure(failed);
    assertEquals(
        """
        on gcp: expected: <{"number":1}> but was: <{"number":2}>
        gcp does not do as aws does, in step 1, GET /count:
          body: <{"number":1}> on aws, <{"number":2}> on gcp\
        """,
        failure.getMessage());
    assertEquals("{\"number\":1}", failure.getExpected().getValue());
    assertEquals("{\"number\":2}", failure.getActual().getValue());
  }

  static final class Skipping {
    @PortolanTest(providers = {"aws", "gcp"})
    void counts(Replay<Moody> moody) {
      moody.call(Request.get("/count"));
      assumeTrue(moody.provider().equals("aws"));
    }
  }

  @Test
  @DisplayName("where it was not like the first before the rest was skipped")
  void skipping() {
    Moody.CREATED.set(0);
    assertEquals(List.of("counts() [gcp]"), List.copyOf(failures(Skipping.class, 2).keySet()));
  }

  static final class Idle {
    @PortolanTest(providers = "aws")
    void idle(Replay<Samples.Sum> sum) {}

    @PortolanTest(providers = "aws")
    void status(Replay<Samples.Sum> sum) {
      sum.call(Request.get("/sums/ada")).mayVary("status");
    }
  }

  @Test
  @DisplayName("where it does nothing, or lets the status vary")
  void idle() {
    Map<String, String> failures = failures(Idle.class, 2);
    assertTrue(failures.get("idle() [aws]").contains("took no step"));
    assertTrue(failures.get("status() [aws]").contains("must not vary"));
  }

  static final class Elsewhere {
    @PortolanTest(providers = "aws")
    void misspelled(Replay<EventReplayTest.Single> single) {
      single.deliver(TestEvent.queued("wrods"));
    }

    @PortolanTest(providers = "aws")
    void tick(Replay<EventReplayTest.Single> single) {
      single.deliver(TestEvent.tick("nightly"));
    }

    @PortolanTest(providers = "aws")
    void twins(Replay<EventReplayTest.Single> single) {
      TestEvent message = TestEvent.queued("words").id("1");
      single.deliverTogether(message, message);
    }
  }

  @Test
  @DisplayName("where it delivers what the function does not listen to, or two of one id together")
  void elsewhere() {
    Map<String, String> failures = failures(Elsewhere.class, 3);
    assertEquals(
        "wrods is not what @Queue of Single names, which is words",
        failures.get("misspelled() [aws]"));
    assertEquals(
        "Single has no @Schedule: deliver what its annotations ask for",
        failures.get("tick() [aws]"));
    assertTrue(failures.get("twins() [aws]").contains("deliver them one by one"));
  }

  static final class Uneven {
    @PortolanTest(providers = {"aws", "knative"})
    void uneven(Replay<Samples.Mirror> mirror) {
      mirror.call(Request.get("/mirror"));
      if (mirror.provider().equals("knative")) {
        mirror.call(Request.get("/mirror"));
      }
    }
  }

  @Test
  @DisplayName("where the test itself differs")
  void uneven() {
    assertEquals(
        "the test took 1 steps on aws and 2 on knative: let it take the same on each",
        failures(Uneven.class, 2).get("uneven() [knative]"));
  }

  static final class Unfit {
    @PortolanTest(providers = "knative")
    void raw(@SuppressWarnings("rawtypes") Replay nothing) {}

    @PortolanTest(providers = "knative")
    void stray(Replay<Samples.Stray> stray) {}
  }

  static final class Unknown {
    @PortolanTest(providers = "amazon")
    void unknown(Replay<Samples.Sum> sum) {}
  }

  @Test
  @DisplayName("where it names no function, one that a build would not take, or no provider")
  void unfit() {
    Map<String, String> failures = failures(Unfit.class, 2);
    assertTrue(failures.get("raw() [knative]").contains("such as Replay<Hello>"));
    assertTrue(failures.get("stray() [knative]").contains("there is no function in it"));
    EngineExecutionResults results = run(Unknown.class);
    String failure = failure(results.containerEvents().failed().list().get(0)).getMessage();
    assertEquals(
        "there is no provider \"amazon\": name one of [aws, azure, gcp, knative]", failure);
  }

  static final class Events {
    @PortolanTest(providers = "aws")
    void requestsAlone(Replay<Samples.Sum> sum) {
      sum.deliver(TestEvent.queued("words"));
    }

    @PortolanTest(providers = "aws")
    void twoQueues(Replay<EventReplayTest.Single> single) {
      single.deliverTogether(TestEvent.queued("words"), TestEvent.queued("others"));
    }

    @PortolanTest(providers = {"aws", "gcp"})
    void outcome(Replay<EventReplayTest.Single> single) {
      single.deliver(TestEvent.queued("words").json("{\"word\":\"one\"}")).assertRefused();
    }

    @PortolanTest(providers = {"aws", "gcp"})
    void differing(Replay<EventReplayTest.Single> single) {
      String word = single.provider().equals("aws") ? "one" : "retry";
      single.deliver(TestEvent.queued("words").json("{\"word\":\"" + word + "\"}"));
    }
  }

  @Test
  @DisplayName("where events have another outcome, or are not asked for")
  void events() {
    Map<String, String> failures = failures(Events.class, 6);
    assertEquals(5, failures.size());
    assertTrue(failures.get("twoQueues() [aws]").contains("messages of one queue"));
    assertEquals(
        "sum is called by requests alone: no annotation of it asks for events",
        failures.get("requestsAlone() [aws]"));
    assertEquals(
        "gcp delivered [QUEUE words]: expected [REFUSED] but it was [DONE]",
        failures.get("outcome() [gcp]"));
    assertEquals(
        """
        gcp does not do as aws does, in step 1, [QUEUE words]:
          outcome 1: <DONE> on aws, <AGAIN> on gcp\
        """,
        failures.get("differing() [gcp]"));
  }

  static final class Known {
    @PortolanTest(providers = {"aws", "azure"})
    void before(Replay<StreamReplayTest.Comparing> comparing) {
      comparing.deliver(TestEvent.updated("customers", "7", "{\"n\":1}", "{\"n\":2}"));
    }

    @PortolanTest(providers = {"aws", "gcp"})
    void attempts(Replay<StreamReplayTest.Patient> patient) {
      patient.deliver(TestEvent.queued("words").text("hopeless").attempt(3));
    }
  }

  @Test
  @DisplayName("where a platform is known to tell less of an event")
  void lessTold() {
    Map<String, String> failures = failures(Known.class, 4);
    assertEquals(
        """
        azure does not do as aws does, in step 1, [RECORD_UPDATED customers 7]:
          outcome 1: <DONE> on aws, <REFUSED> on azure
        It is known that azure tells insertions and changes alike, and not what was there before; \
        do without, or say with @PortolanTest(providers = …) which platforms the function is for\
        """,
        failures.get("before() [azure]"));
    assertEquals(
        """
        gcp does not do as aws does, in step 1, [QUEUE words]:
          outcome 1: <REFUSED> on aws, <AGAIN> on gcp
        It is known that gcp does not count these deliveries: each is the first to the function; \
        do without, or say with @PortolanTest(providers = …) which platforms the function is for\
        """,
        failures.get("attempts() [gcp]"));
    assertEquals(2, failures.size());
  }

  static final class Ticks {
    @PortolanTest(providers = {"aws", "azure"})
    void ticks(Replay<EventReplayTest.Ticking> ticking) {
      ticking.deliver(TestEvent.tick("nightly")).assertDone();
    }
  }

  @Test
  @DisplayName("and one that a platform is not played for is skipped there")
  void skipped() {
    EngineExecutionResults results = run(Ticks.class);
    assertEquals(1, results.testEvents().succeeded().count());
    Event aborted = results.testEvents().aborted().list().get(0);
    assertEquals(
        "azure brings no SCHEDULE: a timer that is not due is nobody's",
        failure(aborted).getMessage());
  }

  private static EngineExecutionResults run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
  }

  private static Map<String, String> failures(Class<?> test, int runs) {
    EngineExecutionResults results = run(test);
    assertEquals(runs, results.testEvents().started().count());
    Map<String, String> failures = new LinkedHashMap<>();
    results
        .testEvents()
        .failed()
        .list()
        .forEach(
            event ->
                failures.put(
                    event.getTestDescriptor().getDisplayName(), failure(event).getMessage()));
    return failures;
  }

  private static Throwable failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
