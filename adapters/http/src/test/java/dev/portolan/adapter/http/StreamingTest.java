package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpResponse;
import dev.portolan.deploy.model.Feature;
import dev.portolan.testkit.Holds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A body goes out while it is written, and is the body. */
final class StreamingTest {
  private static final String HOST = "Host: localhost\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\n" + HOST;
  private static final String QUICK = "GET /?quick HTTP/1.1\r\n" + HOST;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Writing.function());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Holds(value = Feature.STREAMING, at = "knative")
  void whatIsFlushedArrivesBeforeTheRestIsWritten() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    Writing.write(
        output -> {
          output.flush();
          output.write(bytes("data: 1\n\n"));
          output.flush();
          read.await();
          output.write(bytes("data: 2\n\n"));
        });
    try (RawCaller caller = server.caller()) {
      RawAnswer head = caller.send(GET).answerToHead();
      assertEquals("chunked", head.field("transfer-encoding"));
      assertNull(head.field("content-length"));
      assertNull(head.field("connection"));
      assertEquals("data: 1\n\n", caller.chunk());
      read.countDown();
      assertEquals("data: 2\n\n", caller.chunk());
      assertEquals("", caller.chunk());
      assertEquals("quick", caller.send(QUICK).answer().text(), "on the same connection");
    }
  }

  @Test
  void bodiesOfAllSizesArriveHoweverTheyAreWritten() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (RawCaller caller = server.caller()) {
      for (int i = 0; i < 200; i++) {
        byte[] body = new byte[random.nextInt(1 << random.nextInt(18))];
        random.nextBytes(body);
        long cuts = random.nextLong();
        HttpResponse.Body written = output -> write(output, body, new Random(cuts));
        if (random.nextBoolean()) {
          Writing.write(written);
        } else {
          Writing.write(body.length, written);
        }
        assertArrayEquals(body, caller.send(GET).answer().body(), "seed " + seed + ", " + i);
      }
    }
  }

  private static void write(OutputStream output, byte[] body, Random random) throws IOException {
    for (int at = 0; at < body.length; ) {
      int count = Math.min(body.length - at, random.nextInt(40_000));
      output.write(body, at, count);
      at += count;
      if (at < body.length) {
        output.write(body[at++]);
      }
      if (random.nextInt(4) == 0) {
        output.flush();
      }
    }
  }

  @Test
  void pieceSizesAroundTheBufferAreOfTheRightLength() throws IOException {
    try (RawCaller caller = server.caller()) {
      for (int size : new int[] {0, 1, 15, 16, 4095, 4096, 16_383, 16_384, 16_385, 32_768}) {
        Writing.write(output -> output.write(new byte[size]));
        RawAnswer answer = caller.send(GET).answer();
        assertEquals(size, answer.body().length);
        assertEquals(size > 16_384 ? null : "" + size, answer.field("content-length"));
      }
    }
  }

  @Test
  void aDeclaredLengthIsTold() throws IOException {
    Writing.write(
        40_000,
        output -> {
          output.write(new byte[20_000]);
          output.flush();
          output.write(new byte[20_000]);
        });
    try (RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send(GET).answer();
      assertEquals("40000", answer.field("content-length"));
      assertNull(answer.field("transfer-encoding"));
      assertEquals(40_000, answer.body().length);
      assertEquals("quick", caller.send(QUICK).answer().text());
    }
  }

  @Test
  void anOldCallerReadsUntilTheEnd() throws IOException {
    Writing.write(
        output -> {
          output.write(bytes("a"));
          output.flush();
          output.write(bytes("b"));
        });
    try (RawCaller caller = server.caller()) {
      RawAnswer head = caller.send("GET / HTTP/1.0\r\n\r\n").answerToHead();
      assertEquals("close", head.field("connection"));
      assertNull(head.field("transfer-encoding"));
      assertArrayEquals(bytes("ab"), caller.rest());
    }
  }

  @Test
  void nobodyWritesWhereNoBodyIsSent() throws IOException {
    AtomicInteger written = new AtomicInteger();
    Writing.write(output -> written.incrementAndGet());
    try (RawCaller caller = server.caller()) {
      assertEquals(200, caller.send(GET.replace("GET", "HEAD")).answerToHead().status());
      for (int status : new int[] {204, 304}) {
        Writing.response = HttpResponse.of(status).withBody(output -> written.incrementAndGet());
        assertEquals(status, caller.send(GET).answer().status());
      }
      assertEquals("quick", caller.send(QUICK).answer().text());
    }
    assertEquals(0, written.get());
  }

  @Test
  void whoeverKeepsTheStreamCannotWriteIntoTheNextAnswer() throws IOException {
    for (boolean flushed : new boolean[] {false, true}) {
      AtomicReference<OutputStream> kept = new AtomicReference<>();
      Writing.write(
          output -> {
            kept.set(output);
            output.write(bytes("mine"));
            if (flushed) {
              output.flush();
            }
          });
      try (RawCaller caller = server.caller()) {
        assertEquals("mine", caller.send(GET).answer().text());
        assertThrows(IOException.class, () -> kept.get().write(1));
        assertThrows(IOException.class, () -> kept.get().write(new byte[100_000]));
        assertThrows(IOException.class, () -> kept.get().flush());
        kept.get().close();
        assertEquals("quick", caller.send(QUICK).answer().text());
      }
    }
  }

  @Test
  void aWriterMayCloseWhatItWrote() throws IOException {
    Writing.write(
        output -> {
          try (OutputStream mine = output) {
            mine.write(bytes("all"));
          }
          assertThrows(IOException.class, () -> output.write(1));
        });
    try (RawCaller caller = server.caller()) {
      assertEquals("all", caller.send(GET).answer().text());
    }
  }

  @Test
  void whoeverHasTheEndFindsThePlaceFree() throws Exception {
    try (RunningServer one = RunningServer.start(Writing.function(), "PORTOLAN_CONCURRENCY", "1")) {
      for (int i = 0; i < 300; i++) {
        HttpResponse.Body body =
            output -> {
              output.write('a');
              output.flush();
              output.write('b');
              output.flush();
            };
        if (i % 2 == 0) {
          Writing.write(body);
        } else {
          Writing.write(2, body);
        }
        try (RawCaller caller = one.caller()) {
          RawAnswer answer = caller.send(GET).answer();
          assertEquals("200 ab", answer.status() + " " + answer.text(), "round " + i);
        }
      }
    }
  }

  @Test
  void theWriterRunsOnTheHandlersThreadAndHoldsItsPlace() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Writing.write(
        output -> {
          output.write(bytes("a"));
          output.flush();
          writing.countDown();
          go.await();
        });
    try (RunningServer one = RunningServer.start(Writing.function(), "PORTOLAN_CONCURRENCY", "1");
        RawCaller first = one.caller();
        RawCaller second = one.caller()) {
      first.send(GET);
      writing.await();
      assertEquals(503, second.send(QUICK).answer().status());
      go.countDown();
      assertEquals("a", first.answer().text());
      assertTrue(second.send(QUICK).answer().text().contains("quick"));
    }
  }

  @Test
  void piecesOfASmallBodyAreOneAnswer() throws IOException {
    Writing.write(
        output -> {
          for (byte b : bytes("small")) {
            output.write(b);
          }
        });
    try (RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send(GET).answer();
      assertEquals("small", answer.text());
      assertEquals("application/octet-stream", answer.field("content-type"));
      assertEquals(1, answer.fields().stream().filter("content-length"::equals).count());
      assertTrue(Arrays.equals(bytes("small"), answer.body()));
    }
  }
}
