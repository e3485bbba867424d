package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import java.time.Instant;
import java.util.List;

/**
 * Takes the ticks of a timer: {@code timerTrigger} into {@code timer}.
 *
 * <p>One that failed comes again if the function has a retry policy, as another event.
 */
public final class TimerEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public TimerEntryPoint() {
    this(null);
  }

  TimerEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one tick.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "timer", type = "timerTrigger") String timer,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    TimerWire tick = TimerWire.of(timer, Instant.now());
    Instant due = tick.due(app.clock());
    if (due == null || tick.late()) {
      String told = due == null ? "is not meant by its schedule" : "stands for all missed: " + due;
      System.getLogger("portolan")
          .log(
              System.Logger.Level.INFO,
              app.invoker.functionName() + ": a tick of " + tick.next() + " " + told);
    }
    if (due != null) {
      Delivery.of(List.of(tick.event(due, app, context)), attempt(context), app, context);
    }
  }

  private static int attempt(ExecutionContext context) {
    RetryContext retries = context.getRetryContext();
    return retries == null ? 1 : retries.getRetrycount() + 1;
  }
}
