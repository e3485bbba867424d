package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body that is not written to its end is never taken for one that is. */
final class BrokenStreamTest {
  private static final String HOST = "Host: localhost\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\n" + HOST;
  private static final String QUICK = "GET /?quick HTTP/1.1\r\n" + HOST;

  private final Logged logged = new Logged("under-test");
  private final BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();

  @BeforeEach
  void listen() {
    logged.begin();
  }

  @AfterEach
  void end() {
    logged.close();
  }

  private static RunningServer server(String... variables) {
    return RunningServer.start(Writing.function(), variables);
  }

  @Test
  void aFailureBeforeTheFirstByteLeftIs500() throws IOException {
    Writing.write(
        output -> {
          output.write(new byte[10_000]);
          throw new IllegalStateException("jdbc:hunter2");
        });
    try (RunningServer server = server();
        RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send(GET).answer();
      assertEquals(500, answer.status());
      assertEquals("application/problem+json", answer.field("content-type"));
      assertTrue(answer.text().contains("\"id\":\""), answer.text());
      assertFalse(answer.text().contains("hunter2"), answer.text());
      assertEquals("quick", caller.send(QUICK).answer().text(), "the connection is unharmed");
    }
    assertEquals(1, logged.records().size());
  }

  @Test
  void aFailureAfterTheFirstByteLeftCutsTheConnection() throws IOException {
    Writing.write(
        output -> {
          output.write('a');
          output.flush();
          output.write('b');
          throw new IllegalStateException("jdbc:hunter2");
        });
    try (RunningServer server = server();
        RawCaller caller = server.caller()) {
      assertEquals(200, caller.send(GET + QUICK).answerToHead().status());
      assertEquals("a", caller.chunk());
      assertEquals(0, caller.restBeforeReset(), "neither the end of the body nor an answer more");
      assertEquals("quick", server.caller().send(QUICK).answer().text());
    }
    assertEquals(1, logged.records().size(), "logged once");
    assertTrue(logged.records().get(0).getMessage().contains("failed"));
    assertEquals("jdbc:hunter2", logged.records().get(0).getThrown().getMessage());
  }

  @Test
  void anOldCallerCannotTakeTheHalfForTheWhole() throws IOException {
    Writing.write(
        output -> {
          output.write('a');
          output.flush();
          throw new IllegalStateException();
        });
    try (RunningServer server = server();
        RawCaller caller = server.caller()) {
      caller.send("GET / HTTP/1.0\r\n\r\n");
      assertThrows(
          SocketException.class,
          () -> {
            caller.answerToHead();
            caller.rest();
          },
          "a reset, not an end");
    }
  }

  @Test
  void anotherLengthThanDeclaredIsAFailure() throws IOException {
    for (int length : new int[] {0, 9, 11}) {
      Writing.write(10, output -> output.write(new byte[length]));
      try (RunningServer server = server();
          RawCaller caller = server.caller()) {
        assertEquals(500, caller.send(GET).answer().status(), length + " of 10");
        assertEquals("quick", caller.send(QUICK).answer().text());
      }
    }
    assertEquals(3, logged.records().size());
  }

  @Test
  void anotherLengthThanDeclaredNeverStandsOnTheWire() throws IOException {
    for (int more : new int[] {0, 4, 6}) {
      Writing.write(
          10,
          output -> {
            output.write(new byte[5]);
            output.flush();
            try {
              output.write(new byte[more]);
            } catch (IOException swallowed) {
              thrown.add(swallowed);
            }
          });
      try (RunningServer server = server();
          RawCaller caller = server.caller()) {
        assertEquals("10", caller.send(GET + QUICK).answerToHead().field("content-length"));
        assertEquals(5, caller.restBeforeReset(), "what is too much is not sent, nor is more");
      }
    }
    assertEquals(1, thrown.size(), "the writer is told of the one that is too long");
    assertEquals(3, logged.records().size(), "and the log of all");
  }

  @Test
  void whenTheTimeIsUpBeforeTheFirstByteLeftTheAnswerIs504() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    Writing.write(
        output -> {
          output.write('a');
          awaitInterruption();
          answered.await();
          note(output::flush);
          note(() -> output.write(new byte[100_000]));
        });
    try (RunningServer server = server("PORTOLAN_TIMEOUT_MILLIS", "300");
        RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send(GET + QUICK).answer();
      assertEquals(504, answer.status());
      assertEquals("close", answer.field("connection"));
      answered.countDown();
      assertTrue(next() instanceof IOException && next() instanceof IOException);
      assertEquals(0, caller.restBeforeReset(), "no late bytes");
    }
    assertEquals(1, logged.records().size());
  }

  @Test
  void whenTheTimeIsUpWithinTheBodyTheConnectionIsCut() throws Exception {
    for (String threads : List.of("platform", "virtual")) {
      Writing.write(
          output -> {
            output.write('a');
            output.flush();
            awaitInterruption();
            note(() -> output.write(new byte[100_000]));
          });
      try (RunningServer server =
              server("PORTOLAN_TIMEOUT_MILLIS", "300", "PORTOLAN_THREADS", threads);
          RawCaller caller = server.caller()) {
        assertEquals(200, caller.send(GET + QUICK).answerToHead().status());
        assertEquals("a", caller.chunk());
        assertTrue(next() instanceof IOException);
        assertEquals(0, caller.restBeforeReset(), "no late bytes, no end of the body");
        assertEquals("quick", server.caller().send(QUICK).answer().text());
      }
    }
    assertEquals(2, logged.records().size());
    assertTrue(logged.records().get(0).getMessage().contains("not finished in time"));
  }

  @Test
  void aCallerThatDoesNotReadIsCutWhenTheTimeIsUp() throws Exception {
    Writing.write(
        output -> {
          try {
            while (true) {
              output.write(new byte[100_000]);
            }
          } catch (IOException cut) {
            thrown.add(cut);
            throw cut;
          }
        });
    try (RunningServer server =
            server("PORTOLAN_TIMEOUT_MILLIS", "500", "PORTOLAN_CONCURRENCY", "1");
        RawCaller deaf = server.caller()) {
      deaf.send(GET);
      assertTrue(next() instanceof IOException);
      int status = 503;
      while (status == 503) {
        status = server.caller().send(QUICK).answer().status();
      }
      assertEquals(200, status, "its place is free again");
    }
  }

  @Test
  void whenTheCallerIsGoneTheWriterIsToldAndNobodyElse() throws Exception {
    Writing.write(
        output -> {
          try {
            while (true) {
              output.write('a');
              output.flush();
            }
          } catch (IOException gone) {
            thrown.add(gone);
            throw new IllegalStateException(gone);
          }
        });
    try (RunningServer server = server()) {
      try (RawCaller caller = server.caller()) {
        assertEquals("a", caller.send(GET).answerToHead().status() == 200 ? caller.chunk() : "");
      }
      assertTrue(next() instanceof IOException);
      assertEquals("quick", server.caller().send(QUICK).answer().text());
    }
    assertEquals(List.of(), logged.records());
  }

  private Throwable next() throws InterruptedException {
    return thrown.poll(20, TimeUnit.SECONDS);
  }

  private static void awaitInterruption() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException expected) {
      // as the time is up
    }
  }

  private interface Write {
    void run() throws Exception;
  }

  private void note(Write write) {
    try {
      write.run();
      thrown.add(new AssertionError("it can still write"));
    } catch (Exception failure) {
      thrown.add(failure);
    }
  }

  @Test
  void theReaderOfTheseTestsSeesATruncatedBody() {
    assertThrows(
        EOFException.class,
        () -> RawAnswer.chunk(new java.io.ByteArrayInputStream(new byte[] {'2', '\n', 'a'})));
  }
}
