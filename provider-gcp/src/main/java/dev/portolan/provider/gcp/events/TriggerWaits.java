package dev.portolan.provider.gcp.events;

import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.wire.GoogleError;
import dev.portolan.provider.gcp.wire.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for Eventarc. */
public final class TriggerWaits {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How long the engine goes on where a platform needs minutes to see what was granted. */
  private static final Duration PROPAGATION = Duration.ofMinutes(7);

  private static final String SINCE = "eventarc-agent-since";

  private final TimeSource time;
  private final Waits waits;
  private final EventCalls calls;

  public TriggerWaits(TimeSource time, Waits waits, EventCalls calls) {
    this.time = time;
    this.waits = waits;
    this.calls = calls;
  }

  /** Waits for the end of an operation, and throws what it ended with. */
  void done(Step.Run run, String what, Operation begun) throws Exception {
    waits.operation(run, what, PATIENCE, begun, () -> calls.glance(begun.getName()));
  }

  /** Something that Eventarc's own account must be able to do. */
  interface Deed {
    void run() throws Exception;
  }

  /**
   * Tells how long it may yet take until Eventarc's service agent has its permissions: "If you
   * recently started to use Eventarc, it may take a few minutes before all necessary permissions
   * are propagated to the Service Agent". The deed is refused meanwhile, and the step comes again.
   *
   * @see <a href="https://github.com/hashicorp/terraform-provider-google/issues/14584">the first
   *     trigger of a project</a>
   */
  void agent(Step.Run run, Deed deed) throws Exception {
    try {
      deed.run();
    } catch (Exception e) {
      if (GoogleError.of(e).filter(TriggerWaits::agent).isPresent()) {
        Instant now = time.now();
        Optional<Instant> since = run.get(SINCE).map(Instant::parse);
        if (since.isEmpty()) {
          run.put(SINCE, now.toString());
        }
        Duration left = PROPAGATION.minus(Duration.between(since.orElse(now), now));
        run.waiting(
            "Eventarc's service agent has no permissions yet, as in each project's first minutes"
                + " with Eventarc; up to "
                + minutes(left)
                + " more");
      }
      throw e;
    }
  }

  private static boolean agent(GoogleError error) {
    return error.message().contains("Eventarc Service Agent");
  }

  private static String minutes(Duration left) {
    Duration told = left.isNegative() ? Duration.ZERO : left;
    return "%d:%02d minutes".formatted(told.toMinutes(), told.toSecondsPart());
  }
}
