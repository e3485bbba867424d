package dev.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch.Outcome.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A batch whose events are handled several at once: none is lost, and order is kept by key. */
final class BatchInParallelTest {
  private static final int RECORDS = Boolean.getBoolean("surefire.nightly") ? 1_000_000 : 100_000;
  private static final int MOST_IN_A_BATCH = 10_000;
  private static final int KEYS = RECORDS / 500;

  private final ExecutorService executor = Executors.newFixedThreadPool(4);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  /** A queue that delivers what is to come again, until there is nothing left. */
  private static final class Queue {
    final List<Event<Integer>> waiting = new ArrayList<>();
    final BitSet done = new BitSet();
    final int[] lastOfKey = new int[KEYS];
    final boolean ordered;
    final long seed;

    Queue(boolean ordered, long seed) {
      this.ordered = ordered;
      this.seed = seed;
    }

    /** On several threads: fails one in ten, differently each time. */
    void handle(Event<Integer> event, int round) throws Exception {
      int number = event.data();
      if (new SplittableRandom(seed + ((long) round << 32 | number)).nextInt(10) == 0) {
        throw new Exception("failed");
      }
      int key = number % KEYS;
      if (ordered) {
        // Of one key, so never two at once: unguarded on purpose.
        assertTrue(lastOfKey[key] <= number, () -> "seed " + seed + ": " + number + " is late");
        lastOfKey[key] = number;
      }
      synchronized (done) {
        done.set(number);
      }
    }
  }

  @Test
  @DisplayName("of very many records with one failure in ten none is lost, ordered or not")
  void noneIsLost() throws InterruptedException {
    for (boolean ordered : new boolean[] {true, false}) {
      long seed = new Random().nextLong();
      Queue queue = new Queue(ordered, seed);
      for (int i = 0; i < RECORDS; i++) {
        queue.waiting.add(event(i, Integer.toString(i % KEYS)));
      }
      int round = 0;
      for (; !queue.waiting.isEmpty(); round++) {
        deliver(queue, round);
      }
      assertEquals(RECORDS, queue.done.cardinality(), "seed " + seed + ", ordered " + ordered);
      assertTrue(round > 1, "some came again");
    }
  }

  /** Delivers all that wait, in batches; what failed waits again, at its place. */
  private void deliver(Queue queue, int round) throws InterruptedException {
    List<Event<Integer>> again = new ArrayList<>();
    BitSet heldBack = new BitSet();
    for (int from = 0; from < queue.waiting.size(); from += MOST_IN_A_BATCH) {
      int to = Math.min(from + MOST_IN_A_BATCH, queue.waiting.size());
      List<Event<Integer>> part = new ArrayList<>();
      for (Event<Integer> event : queue.waiting.subList(from, to)) {
        // A queue holds back the group of what failed before.
        (heldBack.get(event.data() % KEYS) ? again : part).add(event);
      }
      Batch<Integer> batch = new Batch<>(part, queue.ordered);
      int number = round;
      List<Batch.Outcome> outcomes =
          batch.each(event -> queue.handle(event, number), executor).outcomes();
      assertEquals(part.size(), outcomes.size(), "seed " + queue.seed);
      for (int i = 0; i < outcomes.size(); i++) {
        boolean done = outcomes.get(i).kind() == Kind.DONE;
        assertTrue(!done || queue.done.get(part.get(i).data()), () -> "seed " + queue.seed);
        if (!done) {
          again.add(part.get(i));
          heldBack.set(part.get(i).data() % KEYS, queue.ordered);
        }
      }
    }
    queue.waiting.clear();
    queue.waiting.addAll(again);
    queue.waiting.sort((one, other) -> Integer.compare(one.data(), other.data()));
  }

  @Test
  @DisplayName("they really run at once")
  void atOnce() throws InterruptedException {
    CountDownLatch met = new CountDownLatch(2);
    Batch.Result result =
        new Batch<>(List.of(event(1, "a"), event(2, "b")), true)
            .each(
                event -> {
                  met.countDown();
                  assertTrue(met.await(10, TimeUnit.SECONDS), "the other never came");
                },
                executor);
    assertEquals(List.of(Kind.DONE, Kind.DONE), kinds(result));
  }

  @Test
  @DisplayName("of an ordered batch one that fails holds back its key alone")
  void holdsBackItsKey() throws InterruptedException {
    List<Event<Integer>> events =
        List.of(event(1, "a"), event(2, "b"), event(3, "a"), event(4, "b"), event(5, "c"));
    Batch.EventHandler<Integer> handler =
        event -> {
          if (event.data() == 1) {
            throw new Retry("later");
          }
          if (event.data() == 2) {
            throw new Reject("never");
          }
        };
    assertEquals(
        List.of(Kind.RETRY, Kind.REJECT, Kind.RETRY, Kind.DONE, Kind.DONE),
        kinds(new Batch<>(events, true).each(handler, executor)));
    assertEquals(
        List.of(Kind.RETRY, Kind.REJECT, Kind.DONE, Kind.DONE, Kind.DONE),
        kinds(new Batch<>(events, false).each(handler, executor)));
  }

  @Test
  @DisplayName("an Error, an interruption and an executor that takes nothing end the batch")
  void ends() {
    Batch<Integer> batch = new Batch<>(List.of(event(1, "a"), event(2, "b")), false);
    assertThrows(
        StackOverflowError.class,
        () ->
            batch.each(
                event -> {
                  throw new StackOverflowError();
                },
                executor));
    assertThrows(
        InterruptedException.class,
        () ->
            batch.each(
                event -> {
                  throw new InterruptedException();
                },
                executor));
    assertThrows(
        RejectedExecutionException.class,
        () ->
            batch.each(
                event -> {},
                task -> {
                  throw new RejectedExecutionException();
                }));
  }

  @Test
  @DisplayName("no handler outlives the call, even if another lane ended in an Error")
  void noneOutlivesTheCall() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    AtomicReference<Boolean> early = new AtomicReference<>();
    Batch.EventHandler<Integer> handler =
        event -> {
          if (event.data() == 1) {
            begun.await();
            throw new StackOverflowError();
          }
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException cleansUp) {
            early.set(returned.await(200, TimeUnit.MILLISECONDS));
          }
        };
    Batch<Integer> batch = new Batch<>(List.of(event(1, "a"), event(2, "b")), true);
    assertThrows(StackOverflowError.class, () -> batch.each(handler, executor));
    returned.countDown();
    assertEquals(false, early.get(), "the call returned while a handler was running");
  }

  @Test
  @DisplayName("who waits and is interrupted interrupts the handlers")
  void passesOnTheInterruption() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                new Batch<>(List.of(event(1, "a")), false)
                    .each(
                        event -> {
                          begun.countDown();
                          try {
                            new CountDownLatch(1).await();
                          } finally {
                            interrupted.countDown();
                          }
                        },
                        executor);
              } catch (InterruptedException expected) {
                ended.set(expected);
              }
            });
    waiting.start();
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    waiting.interrupt();
    waiting.join(10_000);
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    assertTrue(ended.get() instanceof InterruptedException);
  }

  private static List<Kind> kinds(Batch.Result result) {
    return result.outcomes().stream().map(Batch.Outcome::kind).toList();
  }

  private static Event<Integer> event(int number, String key) {
    return new Event<>(
        Event.Kind.QUEUE,
        Integer.toString(number),
        "s",
        "t",
        Optional.empty(),
        Optional.empty(),
        "",
        Map.of("partitionkey", key),
        number);
  }
}
