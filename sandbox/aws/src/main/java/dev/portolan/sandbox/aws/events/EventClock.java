package dev.portolan.sandbox.aws.events;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets each source of events look again and again whether something is due. */
public final class EventClock implements AutoCloseable {
  private static final long GLANCE_MILLIS = 200;

  private final List<Runnable> sources;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "aws-events");
            made.setDaemon(true);
            return made;
          });

  public EventClock(List<Runnable> sources) {
    this.sources = List.copyOf(sources);
  }

  /** From now on looks by itself. */
  public void start() {
    thread.scheduleWithFixedDelay(this::turn, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks once. */
  public void turn() {
    sources.forEach(Runnable::run);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
