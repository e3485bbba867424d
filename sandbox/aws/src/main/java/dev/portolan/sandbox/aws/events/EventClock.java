package dev.portolan.sandbox.aws.events;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets each source of events look again and again whether something is due. */
public final class EventClock implements AutoCloseable {
  private static final long GLANCE_MILLIS = 200;

  private final List<Runnable> sources;
  private final Consumer<String> tell;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "aws-events");
            made.setDaemon(true);
            return made;
          });

  /** What a source failed with last; each failure is told once, however often it comes again. */
  private String told = "";

  /**
   * A clock that does not go yet.
   *
   * @param tell takes lines worth telling a person
   */
  public EventClock(List<Runnable> sources, Consumer<String> tell) {
    this.sources = List.copyOf(sources);
    this.tell = tell;
  }

  /** From now on looks by itself. */
  public void start() {
    thread.scheduleWithFixedDelay(
        this::glance, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks, and goes on after a failure: an executor ends what throws, and says nothing. */
  private void glance() {
    try {
      turn();
      told = "";
    } catch (RuntimeException e) {
      if (!told.equals(e.toString())) {
        told = e.toString();
        tell.accept("cannot tell which events are due: " + e);
      }
    }
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
