package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.PortableFunction;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The whole way of very many messages: from what Lambda is handed through a function that handles
 * several at once to what the queue is told, until nothing is left in it.
 */
@DisplayName("of very many messages with one failure in ten none is lost")
final class ManyRecordsTest {
  private static final boolean NIGHTLY = Boolean.getBoolean("surefire.nightly");

  private static final Logger LOGGER = Logger.getLogger("under-test");

  private static ExecutorService executor;
  private static Queue queue;

  private final LambdaEntryPoint entryPoint;

  ManyRecordsTest() {
    executor = Executors.newFixedThreadPool(4);
    FunctionUnderTest function =
        FunctionUnderTest.of(Parallel.class, "dev.portolan.Batch<java.lang.Integer>")
            .withoutRoute();
    entryPoint = new LambdaEntryPoint(function.variables(), function.loader());
  }

  /** Each failure is logged, which would take most of the time. */
  @BeforeEach
  void hush() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterEach
  void end() {
    LOGGER.setLevel(null);
    executor.shutdownNow();
  }

  /** Handles several at once, and fails one in ten, differently each time. */
  public static final class Parallel implements PortableFunction<Batch<Integer>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Integer> batch, Context context) throws Exception {
      assertEquals(queue.fifo, batch.ordered());
      return batch.each(event -> queue.handle(event.data()), executor);
    }
  }

  /** A queue that delivers what is to come again. */
  private static final class Queue {
    final int records;
    final boolean fifo;
    final int groups;
    final int mostInABatch;
    final long seed = new Random().nextLong();
    final BitSet waiting = new BitSet();
    final BitSet done = new BitSet();
    final int[] lastOfGroup;
    int round;
    int handled;

    Queue(int records, boolean fifo, int mostInABatch) {
      this.records = records;
      this.fifo = fifo;
      this.groups = records / 100;
      this.mostInABatch = mostInABatch;
      this.lastOfGroup = new int[groups];
      waiting.set(0, records);
    }

    void handle(int number) throws Exception {
      if (new SplittableRandom(seed + ((long) round << 32 | number)).nextInt(10) == 0) {
        throw new Exception("failed");
      }
      if (fifo) {
        // Of one group, so never two at once: unguarded on purpose.
        int group = number % groups;
        assertTrue(lastOfGroup[group] <= number, () -> "seed " + seed + ": " + number + " is late");
        lastOfGroup[group] = number;
      }
      synchronized (done) {
        done.set(number);
        handled++;
      }
    }

    void append(int number, StringBuilder to) {
      to.append("{\"messageId\":\"").append(number).append("\",\"body\":\"").append(number);
      to.append("\",\"attributes\":{");
      if (fifo) {
        to.append("\"MessageGroupId\":\"").append(number % groups).append('"');
      }
      to.append("},\"eventSource\":\"aws:sqs\",\"eventSourceARN\":")
          .append("\"arn:aws:sqs:eu-west-1:123456789012:q")
          .append(fifo ? ".fifo" : "")
          .append("\"}");
    }
  }

  @Test
  @DisplayName("of a standard queue, in batches of 10,000")
  void standard() throws IOException {
    run(new Queue(1_000_000, false, 10_000));
  }

  @Test
  @DisplayName("of a FIFO queue, in batches of 10, each group in its order")
  void fifo() throws IOException {
    run(new Queue(NIGHTLY ? 1_000_000 : 100_000, true, 10));
  }

  private void run(Queue all) throws IOException {
    queue = all;
    for (; !all.waiting.isEmpty(); all.round++) {
      deliver();
    }
    assertEquals(all.records, all.done.cardinality(), "seed " + all.seed);
    assertEquals(all.records, all.handled, "none is handled twice, seed " + all.seed);
    assertTrue(all.round > 1, "some came again");
  }

  /** Once all that waits; a queue holds back the group of what failed. */
  private void deliver() throws IOException {
    BitSet heldBack = new BitSet();
    int[] batch = new int[queue.mostInABatch];
    int size = 0;
    for (int i = queue.waiting.nextSetBit(0); i >= 0; i = queue.waiting.nextSetBit(i + 1)) {
      if (!heldBack.get(i % queue.groups)) {
        batch[size++] = i;
      }
      if (size == batch.length) {
        deliver(batch, size, heldBack);
        size = 0;
      }
    }
    if (size > 0) {
      deliver(batch, size, heldBack);
    }
  }

  private void deliver(int[] batch, int size, BitSet heldBack) throws IOException {
    StringBuilder event = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < size; i++) {
      queue.append(batch[i], event.append(i == 0 ? "" : ","));
    }
    byte[] payload = event.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    BitSet failed = new BitSet();
    try {
      entryPoint.handleRequest(new ByteArrayInputStream(payload), output, FakeContext.of("id"));
      Map<?, ?> told = (Map<?, ?>) JsonReader.read(output.toByteArray());
      for (Object each : (List<?>) told.get("batchItemFailures")) {
        failed.set(Integer.parseInt((String) ((Map<?, ?>) each).get("itemIdentifier")));
      }
    } catch (FailedInvocation all) {
      failed.set(0, queue.records);
    }
    for (int i = 0; i < size; i++) {
      boolean again = failed.get(batch[i]);
      assertTrue(again || queue.done.get(batch[i]), () -> "lost, seed " + queue.seed);
      queue.waiting.set(batch[i], again);
      if (again && queue.fifo) {
        heldBack.set(batch[i] % queue.groups);
      }
    }
  }
}
