package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.DeployException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RolloutTest {
  private final FakeProvider one = new FakeProvider();
  private final FakeProvider two = new FakeProvider();

  private static Portolan open(FakeProvider cloud) {
    return cloud.open(new VirtualTime(), Progress.silent(), 1);
  }

  @Test
  @DisplayName("Providers run at once; one that fails does not stop another; the order stays")
  void isolated() {
    CountDownLatch both = new CountDownLatch(2);
    FakeProvider.Deed meet =
        run -> {
          both.countDown();
          assertTrue(both.await(30, TimeUnit.SECONDS));
        };
    one.step("a/x", meet)
        .step(
            "a/y",
            run -> {
              throw FakeFault.denied();
            },
            "a/x");
    two.step("b/x", meet);
    Report report =
        Rollout.run(
            "destroy",
            FakeProvider.OWNER,
            false,
            List.of(open(one), open(two)),
            portolan -> portolan.destroy(FakeProvider.OWNER));
    assertEquals(
        List.of(ExitCode.FAILED_PART_WAY, ExitCode.VERIFIED),
        report.outcomes().stream().map(Outcome::exitCode).toList());
    assertEquals(ExitCode.FAILED_PART_WAY, report.exitCode());
    assertTrue(report.live());
  }

  @Test
  @DisplayName("Work that throws has failed, with what it said; an error comes out")
  void throwing() {
    DeployException refused = DeployException.of(DeployException.Kind.UNSUPPORTED, "no", "hint");
    Report report =
        Rollout.run(
            "plan",
            FakeProvider.OWNER,
            true,
            List.of(open(one)),
            portolan -> {
              throw refused;
            });
    assertEquals(ExitCode.REFUSED, report.exitCode());
    assertEquals("fake: no", report.outcomes().get(0).error().get().getMessage());
    assertEquals("hint", report.outcomes().get(0).error().get().hint());
    assertThrows(
        AssertionError.class,
        () ->
            Rollout.run(
                "plan",
                FakeProvider.OWNER,
                true,
                List.of(open(one), open(two)),
                portolan -> {
                  throw new AssertionError("broken");
                }));
  }

  @Test
  @DisplayName("Work that throws after it has changed something has failed part-way")
  void throwingLate() {
    one.step("a/x", run -> {});
    Report report =
        Rollout.run(
            "deploy",
            FakeProvider.OWNER,
            false,
            List.of(open(one)),
            portolan -> {
              portolan.destroy(FakeProvider.OWNER);
              throw new IllegalStateException("afterwards");
            });
    assertEquals(ExitCode.FAILED_PART_WAY, report.exitCode());
  }

  @Test
  @DisplayName("An interrupt asks all targets to end, and is kept for the caller")
  void interrupted() {
    Thread caller = Thread.currentThread();
    one.step(
        "a/x",
        run -> {
          caller.interrupt();
          waitForTheEnd(one);
        });
    two.step("b/x", run -> waitForTheEnd(two));
    Report report =
        Rollout.run(
            "destroy",
            FakeProvider.OWNER,
            false,
            List.of(open(one), open(two)),
            portolan -> portolan.destroy(FakeProvider.OWNER));
    assertTrue(Thread.interrupted());
    assertEquals(
        List.of(ExitCode.INTERRUPTED, ExitCode.INTERRUPTED),
        report.outcomes().stream().map(Outcome::exitCode).toList());
  }

  /** Waits as a step may, on the run's clock, until the run is asked to end. */
  private static void waitForTheEnd(FakeProvider cloud) throws InterruptedException {
    while (true) {
      cloud.surroundings.time().sleep(Duration.ofMillis(1));
      Thread.yield();
    }
  }
}
