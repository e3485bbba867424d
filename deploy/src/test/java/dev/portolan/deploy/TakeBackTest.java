package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A step that failed for good brings back what was before, if it can. */
class TakeBackTest {
  private final FakeProvider cloud = new FakeProvider();

  private DeployException failed(ExitCode code) {
    Outcome outcome = cloud.run();
    assertEquals(code, outcome.exitCode());
    return outcome.error().orElseThrow();
  }

  private void failing(Retry retry) {
    cloud.step(
        "a/one",
        run -> {
          throw FakeFault.of(retry);
        });
  }

  private List<String> order() {
    return List.copyOf(cloud.order);
  }

  @Test
  @DisplayName("Only once patience has ended, and what became of it is told")
  void afterPatience() {
    failing(Retry.CONFLICT);
    cloud.backs.put("a/one", run -> Optional.of("all is as before"));
    DeployException error = failed(ExitCode.FAILED_PART_WAY);
    assertEquals("fake: create a/one: it said CONFLICT; all is as before", error.getMessage());
    assertEquals("a/one^1", order().get(11));
    assertEquals(12, order().size());
  }

  @Test
  @DisplayName("It is tried again like a step, and its values are those of the step's tries")
  void again() {
    AtomicInteger left = new AtomicInteger(2);
    cloud.step(
        "a/one",
        run -> {
          run.put("sent", "yes");
          throw FakeFault.denied();
        });
    cloud.backs.put(
        "a/one",
        run -> {
          if (left.getAndDecrement() > 0) {
            throw FakeFault.of(Retry.TRANSIENT);
          }
          return run.get("sent");
        });
    DeployException error = failed(ExitCode.FAILED_PART_WAY);
    assertEquals(Kind.PERMISSION_DENIED, error.kind());
    assertTrue(error.getMessage().endsWith("not allowed; yes"), error.getMessage());
    assertEquals(List.of("a/one#1", "a/one^1", "a/one^2", "a/one^3"), order());
  }

  @Test
  @DisplayName("What cannot be taken back is told with both reasons")
  void stuck() {
    failing(Retry.NEVER);
    cloud.backs.put(
        "a/one",
        run -> {
          throw FakeFault.denied();
        });
    assertEquals(
        "fake: create a/one: it said NEVER; what was before could not be brought back: not allowed",
        failed(ExitCode.FAILED_PART_WAY).getMessage());
  }

  @Test
  @DisplayName("What was taken back is not unknown any more")
  void known() {
    failing(Retry.TRANSIENT);
    cloud.backs.put("a/one", run -> Optional.of("as before"));
    failed(ExitCode.FAILED_PART_WAY);
    assertEquals(1, cloud.plans.get(), "nobody has to look");
  }

  @Test
  @DisplayName("Nothing is taken back from somebody else, nor by those whom nobody lets in")
  void others() {
    failing(Retry.FENCE);
    cloud.backs.put("a/one", run -> Optional.of("never"));
    failed(ExitCode.CONFLICT);
    assertEquals(List.of("a/one#1", "a/one#1"), order());
    cloud.order.clear();
    FakeProvider expired = new FakeProvider();
    expired.step(
        "a/one",
        run -> {
          throw new FakeFault(Retry.NEVER, Kind.UNAUTHENTICATED, "expired");
        });
    expired.backs.put("a/one", run -> Optional.of("never"));
    expired.run();
    assertEquals(List.of("a/one#1"), List.copyOf(expired.order));
  }

  @Test
  @DisplayName("Whom another's lost race stops half way is taken back, by its last step that can")
  void halfway() {
    halfShifted(Integer.MAX_VALUE);
    failed(ExitCode.CONFLICT);
    assertEquals(List.of("a/mark#1", "a/one#1", "b/one#1", "b/one#1", "a/one^1"), order());
  }

  @Test
  @DisplayName("Whom the second plan finishes is not taken back")
  void finished() {
    halfShifted(1);
    assertEquals(ExitCode.VERIFIED, cloud.run().exitCode());
    assertEquals(List.of("a/mark#1", "a/one#1", "b/one#1", "b/one#1", "a/two#1"), order());
  }

  /** Two functions, of which the second loses some races, when the first is half way. */
  private void halfShifted(int races) {
    AtomicInteger left = new AtomicInteger(races);
    shift("a/mark", run -> {});
    shift("a/one", run -> {}, "a/mark");
    shift(
        "b/one",
        run -> {
          if (left.getAndDecrement() > 0) {
            throw FakeFault.of(Retry.FENCE);
          }
        });
    shift("a/two", run -> {}, "a/one");
    cloud.backs.put("a/one", run -> Optional.of("as before"));
    cloud.backs.put("b/one", run -> Optional.of("never"));
  }

  private void shift(String id, FakeProvider.Deed deed, String... after) {
    cloud.step(id, Step.Phase.SHIFT, Step.Change.UPDATE, "", deed, after);
  }
}
