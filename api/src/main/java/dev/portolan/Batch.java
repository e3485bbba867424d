package dev.portolan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Events that the platform delivered together.
 *
 * @param events the events, in the order of delivery
 * @param ordered whether that order matters: then an event that shall be tried again holds back all
 *     that follow it
 * @param <T> the type of the events' data
 */
public record Batch<T>(List<Event<T>> events, boolean ordered) {

  /** Copies the list. */
  public Batch {
    events = List.copyOf(events);
  }

  /**
   * Handles the events one after the other, and notes what became of each.
   *
   * <p>A failure of one does not stop the others, unless the batch is {@link #ordered()}: then the
   * first that shall be tried again ends the work, and so shall all that follow. {@link Reject} is
   * noted as refused for good, every other exception as to be tried again; {@code Error}s and an
   * interruption end the batch and are thrown.
   */
  public Result each(EventHandler<T> handler) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(events.size());
    Outcome stopped = null;
    for (Event<T> event : events) {
      Outcome outcome = stopped == null ? handle(handler, event) : stopped;
      outcomes.add(outcome);
      if (ordered && outcome.kind() == Outcome.Kind.RETRY) {
        stopped = Outcome.retry(null);
      }
    }
    return new Result(outcomes);
  }

  /**
   * Handles the events several at once, on the threads of an executor, and notes what became of
   * each; returns when all are done.
   *
   * <p>As {@link #each(EventHandler)} in all else, except that order is kept by key: of an {@link
   * #ordered()} batch, events with the same {@code partitionkey} are handled one after the other,
   * and one that shall be tried again ends the work on its key alone; those without are one key.
   * Where the platform delivers by another key than the event's own, the event has that one in
   * {@code portolanorder}, and it is the one that counts. An {@code Error} or an interruption of
   * one interrupts the others, and is thrown when they have ended. The executor is the caller's,
   * and stays open.
   */
  public Result each(EventHandler<T> handler, Executor executor) throws InterruptedException {
    return new Lanes<>(this, handler).run(executor);
  }

  static <T> Outcome handle(EventHandler<T> handler, Event<T> event) throws InterruptedException {
    try {
      handler.handle(event);
      return Outcome.done();
    } catch (Reject refused) {
      return Outcome.reject(refused);
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception failed) {
      return Outcome.retry(failed);
    }
  }

  /** Handles one event of a batch. */
  @FunctionalInterface
  public interface EventHandler<T> {

    /** Handles one event; whatever it throws is that event's failure alone. */
    void handle(Event<T> event) throws Exception;
  }

  /**
   * What became of one event.
   *
   * @param kind what shall happen to it now
   * @param cause why it failed, for the log; {@code null} if it did not, or was not tried
   */
  public record Outcome(Kind kind, Throwable cause) {

    /** Handled. */
    public static Outcome done() {
      return new Outcome(Kind.DONE, null);
    }

    /** Failed for now; the cause may be {@code null}. */
    public static Outcome retry(Throwable cause) {
      return new Outcome(Kind.RETRY, cause);
    }

    /** Failed for good; the cause may be {@code null}. */
    public static Outcome reject(Throwable cause) {
      return new Outcome(Kind.REJECT, cause);
    }

    /** What shall happen to an event. */
    public enum Kind {
      /** Nothing: it is handled. */
      DONE,
      /** It shall be delivered again. */
      RETRY,
      /** It shall never be delivered again, and goes to the dead-letter target where one is set. */
      REJECT
    }
  }

  /**
   * What became of each event of a batch.
   *
   * <p>Must have as many outcomes as the batch had events; otherwise the whole batch is taken as
   * failed and delivered again.
   *
   * @param outcomes the outcomes, in the order of the events
   */
  public record Result(List<Outcome> outcomes) {

    /** Copies the list. */
    public Result {
      outcomes = List.copyOf(outcomes);
    }
  }
}
