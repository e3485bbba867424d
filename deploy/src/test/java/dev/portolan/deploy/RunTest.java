package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunTest {
  private final FakeProvider cloud = new FakeProvider();
  private final VirtualTime time = new VirtualTime();
  private final List<Progress.Event> events = new ArrayList<>();

  private static final FakeProvider.Deed FINE = run -> {};

  private static FakeProvider.Deed failing(Retry retry) {
    return run -> {
      throw FakeFault.of(retry);
    };
  }

  private static FakeProvider.Deed failing(Retry retry, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return run -> {
      if (left.getAndDecrement() > 0) {
        throw FakeFault.of(retry);
      }
    };
  }

  private Outcome run() {
    return cloud.run(time, events::add, 1);
  }

  private List<String> order() {
    return List.copyOf(cloud.order);
  }

  @Test
  @DisplayName("An empty plan is success without a step and without a second reading")
  void empty() {
    Outcome outcome = run();
    assertEquals(ExitCode.VERIFIED, outcome.exitCode());
    assertEquals(1, cloud.plans.get());
  }

  @Test
  @DisplayName("Steps run after those they wait for, phase by phase, and the end is read back")
  void order_() {
    cloud
        .step("a/shift", Phase.SHIFT, Change.SHIFT, "", FINE)
        .step("a/two", FINE, "a/one", "shared")
        .step("a/one", FINE)
        .step("shared", FINE)
        .step("a/sweep", Phase.SWEEP, Change.DELETE, "", FINE)
        .step("a/probe", Phase.VERIFY, Change.PROBE, "", FINE);
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(
        List.of("a/one#1", "shared#1", "a/two#1", "a/probe#1", "a/shift#1", "a/sweep#1"), order());
    assertEquals(2, cloud.plans.get());
  }

  @Test
  @DisplayName("A value that a step hands on reaches the steps after it")
  void handedOn() {
    List<String> got = new ArrayList<>();
    cloud
        .step("a/one", run -> run.put("id", "42"))
        .step("a/two", run -> got.add(run.get("id").orElse("none")), "a/one");
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(List.of("42"), got);
  }

  @Test
  @DisplayName("A failure stops its function and what waits for it; others go on; nothing is swept")
  void isolated() {
    cloud
        .step(
            "a/one",
            run -> {
              throw FakeFault.denied();
            })
        .step("a/other", FINE)
        .step("b/one", FINE)
        .step("b/on-a", FINE, "a/one")
        .step("c/one", FINE)
        .step("c/shift", Phase.SHIFT, Change.SHIFT, "", FINE)
        .step("c/sweep", Phase.SWEEP, Change.DELETE, "", FINE);
    Outcome outcome = run();
    assertEquals(List.of("a/one#1", "c/one#1", "c/shift#1"), order());
    assertEquals(ExitCode.FAILED_PART_WAY, outcome.exitCode());
    assertEquals(Kind.PERMISSION_DENIED, outcome.error().get().kind());
    assertEquals("fake: create a/one: not allowed", outcome.error().get().getMessage());
    assertEquals("do something", outcome.error().get().hint());
    assertEquals(
        List.of("a FAILED", "b FAILED", "c FAILED"),
        outcome.functions().stream().map(f -> f.function() + " " + f.action()).toList());
  }

  @Test
  @DisplayName("Within the sweep a failure stops its own function only")
  void sweepIsolated() {
    cloud
        .step(
            "a/x",
            Phase.SWEEP,
            Change.DELETE,
            "",
            run -> {
              throw FakeFault.denied();
            })
        .step("a/y", Phase.SWEEP, Change.DELETE, "", FINE)
        .step("b/x", Phase.SWEEP, Change.DELETE, "", FINE);
    assertEquals(ExitCode.FAILED_PART_WAY, run().exitCode());
    assertEquals(List.of("a/x#1", "b/x#1"), order());
  }

  @Test
  @DisplayName("Credentials that are refused end the whole run, other functions included")
  void unauthenticated() {
    cloud
        .step(
            "a/one",
            run -> {
              throw new FakeFault(Retry.NEVER, Kind.UNAUTHENTICATED, "expired");
            })
        .step("b/one", FINE);
    assertEquals(ExitCode.FAILED_PART_WAY, run().exitCode());
    assertEquals(List.of("a/one#1"), order());
  }

  @Test
  @DisplayName("A provider that cannot say what its exception means does not hide it")
  void unclassified() {
    cloud.unable = true;
    cloud.step(
        "a/one",
        run -> {
          throw new java.io.IOException("the truth");
        });
    Outcome outcome = run();
    assertEquals(Kind.UNKNOWN, outcome.error().get().kind());
    assertEquals(
        "fake: create a/one: java.io.IOException: the truth", outcome.error().get().getMessage());
  }

  @Test
  @DisplayName("A rollback goes to the version before the one that serves, settled once")
  void rollback() {
    cloud.found =
        List.of(
            new Deployed(
                "a",
                "shop-dev-a",
                Optional.empty(),
                Optional.of("4"),
                Optional.empty(),
                List.of(
                    new Deployed.Kept("5", "", false),
                    new Deployed.Kept("4", "", true),
                    new Deployed.Kept("3", "", false))));
    cloud.step("a/one", run -> cloud.found = List.of());
    try (Portolan portolan = cloud.open(time, events::add, 1)) {
      Outcome outcome = portolan.rollback(FakeProvider.OWNER, "a", Optional.empty());
      assertEquals(ExitCode.VERIFIED, outcome.exitCode());
      assertEquals("3", cloud.lastRollback);
      DeployException none =
          portolan.rollback(FakeProvider.OWNER, "a", Optional.empty()).error().get();
      assertEquals("fake: there is no function 'a' here", none.getMessage());
    }
  }

  @Test
  @DisplayName("Each retry tells its number, and waits as its class says")
  void retried() {
    cloud.step("a/one", failing(Retry.PROPAGATION, 5));
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(
        List.of("a/one#1", "a/one#2", "a/one#3", "a/one#4", "a/one#5", "a/one#6"), order());
    assertEquals(
        List.of(250L, 500L, 1000L, 2000L, 2000L),
        time.waits().stream().map(Duration::toMillis).toList());
  }

  @Test
  @DisplayName("Patience ends: after 120 s of propagation, 10 conflicts, 6 transient failures")
  void patienceEnds() {
    cloud.step("a/one", failing(Retry.PROPAGATION));
    Outcome outcome = run();
    assertEquals(ExitCode.FAILED_PART_WAY, outcome.exitCode());
    long waited = time.waits().stream().mapToLong(Duration::toMillis).sum();
    assertTrue(waited >= 120_000 && waited <= 122_000, "waited " + waited);

    assertEquals(11, tries(Retry.CONFLICT));
    assertEquals(7, tries(Retry.TRANSIENT));
    assertEquals(1, tries(Retry.NEVER));
  }

  private static int tries(Retry retry) {
    FakeProvider other = new FakeProvider().step("a/one", failing(retry));
    other.run();
    return other.order.size();
  }

  @Test
  @DisplayName("A throttled call never comes back before the server's own word")
  void notBefore() {
    AtomicInteger left = new AtomicInteger(3);
    Optional<Duration> asked = Optional.of(Duration.ofSeconds(45));
    cloud.step(
        "a/one",
        run -> {
          if (left.getAndDecrement() > 0) {
            throw new FakeFault(Retry.THROTTLE, Kind.UNAVAILABLE, "slow down", asked);
          }
        });
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(3, time.waits().size());
    assertTrue(time.waits().stream().allMatch(wait -> wait.toSeconds() >= 45), "" + time.waits());
  }

  @Test
  @DisplayName("A call's own retries are not multiplied by its step's")
  void notMultiplied() {
    AtomicInteger calls = new AtomicInteger();
    cloud.step(
        "a/one",
        run ->
            cloud
                .surroundings
                .retry()
                .call(
                    () -> {
                      calls.incrementAndGet();
                      throw FakeFault.of(Retry.TRANSIENT);
                    }));
    run();
    assertEquals(7, calls.get());
    assertEquals(1, cloud.order.size());
  }

  @Test
  @DisplayName("A conflict within a call goes to the step, which looks again first")
  void conflictToStep() {
    AtomicInteger left = new AtomicInteger(2);
    cloud.step(
        "a/one",
        run ->
            cloud
                .surroundings
                .retry()
                .call(
                    () -> {
                      if (left.getAndDecrement() > 0) {
                        throw FakeFault.of(Retry.CONFLICT);
                      }
                      return null;
                    }));
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(List.of("a/one#1", "a/one#2", "a/one#3"), order());
  }

  @Test
  @DisplayName("In a total outage a run's retries stay within its budget")
  void budget() {
    for (int i = 0; i < 40; i++) {
      cloud.step("f" + i + "/one", failing(Retry.TRANSIENT));
    }
    run();
    int retries = cloud.order.size() - 40;
    assertTrue(retries <= 26 + 0.6 * 42, retries + " retries");
    assertTrue(retries >= 26, retries + " retries");
  }

  @Test
  @DisplayName("A lost race is looked at again once; lost twice it is a conflict")
  void fence() {
    cloud.step("a/one", failing(Retry.FENCE, 1));
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(3, cloud.plans.get());

    FakeProvider lost = new FakeProvider().step("a/one", failing(Retry.FENCE)).step("b/one", FINE);
    Outcome outcome = lost.run();
    assertEquals(ExitCode.CONFLICT, outcome.exitCode());
    assertEquals(Kind.CONFLICT, outcome.error().get().kind());
    assertEquals(List.of("a/one#1", "a/one#1"), List.copyOf(lost.order));
  }

  @Test
  @DisplayName("What does not show in the end is not success")
  void differs() {
    cloud.step("a/one", FINE).step("b/one", FINE);
    cloud.steps.add(
        new Step(
            "b/never",
            Optional.of("b"),
            Phase.STAGE,
            Change.UPDATE,
            "b",
            "memory 1 → 2",
            Set.of(),
            "",
            run -> {}));
    Outcome outcome = run();
    assertEquals(ExitCode.FAILED_PART_WAY, outcome.exitCode());
    assertEquals(Kind.NOT_READY, outcome.error().get().kind());
    assertTrue(outcome.error().get().getMessage().contains("update b (memory 1 → 2)"));
    assertEquals(
        List.of("a CREATED", "b FAILED"),
        outcome.functions().stream().map(f -> f.function() + " " + f.action()).toList());
  }

  @Test
  @DisplayName("What was written may show late, but not later than 30 s")
  void late() {
    AtomicInteger looks = new AtomicInteger();
    cloud.step("a/one", FINE);
    cloud.steps.add(
        new Step(
            "a/late",
            Optional.of("a"),
            Phase.STAGE,
            Change.UPDATE,
            "a",
            "x",
            Set.of(),
            "",
            run -> cloud.onPlan = () -> looks.incrementAndGet() == 4 && cloud.done.add("a/late")));
    assertEquals(ExitCode.VERIFIED, run().exitCode());
    assertEquals(List.of(2L, 2L, 2L), time.waits().stream().map(Duration::toSeconds).toList());

    cloud.done.clear();
    assertEquals(ExitCode.FAILED_PART_WAY, run().exitCode());
    assertEquals(36, time.waits().stream().mapToLong(Duration::toSeconds).sum());
  }

  @Test
  @DisplayName("Nothing sent and refused: 4. Nothing sent and failed: 1")
  void unchanged() {
    cloud.planFault = Optional.of(FakeFault.denied());
    assertEquals(ExitCode.REFUSED, run().exitCode());
    cloud.planFault = Optional.of(FakeFault.of(Retry.TRANSIENT));
    assertEquals(ExitCode.FAILED_UNCHANGED, run().exitCode());
  }

  @Test
  @DisplayName("A lost answer that cannot be looked up is unknown, one that can is not")
  void unknown() {
    cloud.step(
        "a/one",
        run -> {
          cloud.planFault = Optional.of(FakeFault.of(Retry.TRANSIENT));
          throw FakeFault.of(Retry.TRANSIENT);
        });
    assertEquals(ExitCode.UNKNOWN, run().exitCode());

    FakeProvider known = new FakeProvider().step("a/one", failing(Retry.TRANSIENT));
    assertEquals(ExitCode.FAILED_PART_WAY, known.run().exitCode());

    FakeProvider there = new FakeProvider();
    there.step(
        "a/one",
        run -> {
          there.done.add("a/one");
          throw FakeFault.of(Retry.TRANSIENT);
        });
    assertEquals(ExitCode.VERIFIED, there.run().exitCode());
  }

  @Test
  @DisplayName("A read-back that fails leaves the outcome unknown")
  void unread() {
    cloud.step("a/one", run -> cloud.planFault = Optional.of(FakeFault.of(Retry.NEVER)));
    assertEquals(ExitCode.UNKNOWN, run().exitCode());
  }

  @Test
  @DisplayName("Asked to end: the step under way ends, nothing new begins, 130")
  void stop() {
    Portolan portolan = cloud.open(time, events::add, 1);
    cloud.step("a/one", run -> portolan.stop()).step("a/two", FINE, "a/one").step("b/one", FINE);
    Outcome outcome = portolan.destroy(FakeProvider.OWNER);
    assertEquals(List.of("a/one#1"), order());
    assertEquals(ExitCode.INTERRUPTED, outcome.exitCode());
    assertEquals(1, cloud.plans.get());
    assertEquals(ExitCode.INTERRUPTED, portolan.destroy(FakeProvider.OWNER).exitCode());
  }

  @Test
  @DisplayName("Asked to end while waiting: the wait ends, and no call follows")
  void stopWhileWaiting() {
    Portolan portolan = cloud.open(time, events::add, 1);
    cloud.step(
        "a/one",
        run -> {
          portolan.stop();
          throw FakeFault.of(Retry.THROTTLE);
        });
    assertEquals(ExitCode.INTERRUPTED, portolan.destroy(FakeProvider.OWNER).exitCode());
    assertEquals(List.of("a/one#1"), order());
    assertEquals(List.of(), time.waits());
  }

  @Test
  @DisplayName("Independent steps run at once, those of one serial key never")
  void parallel() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger within = new AtomicInteger();
    FakeProvider.Deed meet =
        run -> {
          both.countDown();
          assertTrue(both.await(30, TimeUnit.SECONDS));
        };
    FakeProvider.Deed alone =
        run -> {
          assertEquals(1, within.incrementAndGet());
          Thread.yield();
          within.decrementAndGet();
        };
    cloud.step("a/meet", meet).step("b/meet", meet);
    for (int i = 0; i < 20; i++) {
      cloud.step("f" + i + "/x", Phase.STAGE, Change.CREATE, "key", alone);
    }
    assertEquals(ExitCode.VERIFIED, cloud.run(time, Progress.silent(), 8).exitCode());
  }

  @Test
  @DisplayName("An error in a step ends the run and comes out")
  void error() {
    cloud
        .step(
            "a/one",
            run -> {
              throw new AssertionError("dead");
            })
        .step("b/one", FINE);
    for (int parallelism : List.of(1, 4)) {
      cloud.order.clear();
      AssertionError out =
          assertThrows(AssertionError.class, () -> cloud.run(time, events::add, parallelism));
      assertEquals("dead", out.getMessage());
    }
  }

  @Test
  @DisplayName("A plan that cannot be run to its end is refused before any of it is")
  void badPlan() {
    cloud
        .step("a/x", FINE, "a/y")
        .step("a/y", FINE, "a/x")
        .step("b/z", FINE, "nowhere")
        .step("b/z", FINE);
    Outcome outcome = run();
    assertEquals(ExitCode.FAILED_UNCHANGED, outcome.exitCode());
    assertEquals(
        "fake: made a plan that cannot be run: two steps are called b/z;"
            + " b/z waits for nowhere, which is not in the plan",
        outcome.error().get().getMessage());
    cloud.steps.subList(2, 4).clear();
    assertTrue(run().error().get().getMessage().endsWith("steps wait for each other: a/x, a/y"));
    assertEquals(List.of(), order());
  }

  @Test
  @DisplayName("Only a plan that was made here is applied, and only once")
  void foreignPlan() throws Exception {
    cloud.step("a/one", FINE);
    Plan foreign = cloud.plan();
    try (Portolan portolan = cloud.open(time, events::add, 1)) {
      assertThrows(IllegalArgumentException.class, () -> portolan.apply(foreign));
      Plan plan = portolan.planRemoval(FakeProvider.OWNER);
      assertEquals(ExitCode.VERIFIED, portolan.apply(plan).exitCode());
      assertThrows(IllegalArgumentException.class, () -> portolan.apply(plan));
    }
    assertEquals(List.of("a/one#1"), order());
  }

  @Test
  @DisplayName(
      "Events tell each step's beginning and end, without what cannot be heard stopping it")
  void events() {
    cloud
        .step("a/one", failing(Retry.CONFLICT, 1))
        .step(
            "b/one",
            run -> {
              throw FakeFault.denied();
            });
    run();
    assertEquals(
        List.of(
            "NOTE Deploy com.acme:shop:dev at fake, account 123, here, as me",
            "PLANNED create a/one: it is not there",
            "PLANNED create b/one: it is not there",
            "STARTED create a/one",
            "RETRYING create a/one: it said CONFLICT; again in",
            "DONE create a/one",
            "STARTED create b/one",
            "FAILED create b/one: not allowed"),
        events.stream().map(e -> e.kind() + " " + e.text().replaceAll(" [0-9.]+ s$", "")).toList());
    FakeProvider deaf = new FakeProvider().step("a/one", FINE);
    Progress broken =
        event -> {
          throw new IllegalStateException("closed");
        };
    assertEquals(ExitCode.VERIFIED, deaf.run(time, broken, 1).exitCode());
  }
}
