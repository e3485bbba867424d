package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM loses nothing. */
final class DrainTest {
  private static final String HOST = "Host: localhost\r\n\r\n";

  @TempDir private Path directory;

  @Test
  void aHundredRequestsInFlightAreAHundredAnswers() throws Exception {
    Path notes = directory.resolve("notes");
    List<RawCaller> callers = new ArrayList<>();
    List<Socket> gates = new ArrayList<>();
    try (ServerSocket gate = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Forked process =
            Forked.start(
                Held.function(), directory, "PORTOLAN_CONCURRENCY", "100", "NOTES", notes + "")) {
      RawCaller idle = process.caller();
      assertEquals(200, ready(idle));
      RawCaller prober = process.caller();
      for (int i = 0; i < 100; i++) {
        callers.add(process.caller());
        callers.get(i).send("GET /?gate=" + gate.getLocalPort() + " HTTP/1.1\r\n" + HOST);
      }
      for (int i = 0; i < 100; i++) {
        gates.add(gate.accept());
      }
      process.terminate();
      int status = 200;
      while (status == 200) {
        prober = process.caller();
        status = ready(prober);
      }
      assertEquals(503, status, "not ready any more");
      assertEquals(0, prober.rest().length, "and the connection ended");
      try (RawCaller late = process.caller()) {
        RawAnswer answer = late.send("OPTIONS * HTTP/1.1\r\n" + HOST).answer();
        assertEquals("close", answer.field("connection"), "but still answering");
      }
      for (Socket each : gates) {
        each.getOutputStream().write(1);
      }
      for (RawCaller caller : callers) {
        RawAnswer answer = caller.answer();
        assertEquals("through", answer.text());
        assertEquals("close", answer.field("connection"));
      }
      assertEquals(0, process.code());
      assertEquals(0, idle.rest().length, "an idle connection ends without a word");
      assertTrue(Files.readString(notes).endsWith("request\nstop\nhook\n"), "in this order");
      assertEquals("", process.errors());
    } finally {
      for (Socket each : gates) {
        each.close();
      }
    }
  }

  @Test
  void aStreamIsWaitedFor() throws Exception {
    Path notes = directory.resolve("notes");
    try (ServerSocket gate = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Forked process = Forked.start(Held.function(), directory, "NOTES", notes + "");
        RawCaller caller = process.caller()) {
      caller.send("GET /?stream=" + gate.getLocalPort() + " HTTP/1.1\r\n" + HOST);
      assertEquals("chunked", caller.answerToHead().field("transfer-encoding"));
      assertEquals("<", caller.chunk());
      try (Socket held = gate.accept()) {
        process.terminate();
        int status = 200;
        while (status == 200) {
          status = ready(process.caller());
        }
        held.getOutputStream().write(1);
      }
      assertEquals(">", caller.chunk());
      assertEquals("", caller.chunk(), "the end of the body");
      assertEquals(0, caller.rest().length);
      assertEquals(0, process.code());
      assertTrue(Files.readString(notes).endsWith("request\nstop\nhook\n"), "in this order");
    }
  }

  @Test
  void outOfMemoryWithinAStreamEndsItAndTheProcess() throws Exception {
    try (Forked process = Forked.start(Held.function(), directory);
        RawCaller caller = process.caller()) {
      caller.send("GET /?stream=memory HTTP/1.1\r\n" + HOST);
      assertEquals(200, caller.answerToHead().status());
      assertEquals("<", caller.chunk());
      assertEquals(0, caller.restBeforeReset(), "no second answer within the first");
      assertEquals(1, process.code());
    }
  }

  @Test
  void aBodyLargerThanAllMemoryIsStreamed() throws Exception {
    try (Forked process = Forked.start(Held.function(), directory, "JDK_JAVA_OPTIONS", "-Xmx24m");
        RawCaller caller = process.caller()) {
      for (String version : List.of("1.1", "1.0")) {
        caller.send("GET /?stream=64M HTTP/" + version + "\r\n" + HOST);
        RawAnswer head = caller.answerToHead();
        assertEquals(200, head.status());
        long length = 0;
        if (version.equals("1.1")) {
          for (int chunk = caller.chunk().length(); chunk > 0; chunk = caller.chunk().length()) {
            length += chunk;
          }
        } else {
          length = caller.restBeforeReset();
        }
        assertEquals((64 << 20) + 1, length, version);
      }
    }
  }

  private static int ready(RawCaller caller) throws IOException {
    return caller.send("GET /.well-known/portolan/ready HTTP/1.1\r\n" + HOST).answer().status();
  }

  @Test
  void whenTheTimeToEndIsUpTheCodeSaysSo() throws Exception {
    try (ServerSocket gate = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Forked process = Forked.start(Held.function(), directory, "PORTOLAN_DRAIN_MILLIS", "100");
        RawCaller caller = process.caller()) {
      caller.send("GET /?gate=" + gate.getLocalPort() + " HTTP/1.1\r\n" + HOST);
      try (Socket accepted = gate.accept()) {
        process.terminate();
        assertEquals(1, process.code());
        assertTrue(process.errors().contains("1 requests were not finished"), process.errors());
        assertTrue(accepted.isConnected());
      }
    }
  }

  @Test
  void aProcessWithoutRequestsEndsWithZero() throws Exception {
    try (Forked process = Forked.start(Held.function(), directory)) {
      process.terminate();
      assertEquals(0, process.code());
    }
  }

  @Test
  void outOfMemoryIsAnsweredAndEndsTheProcess() throws Exception {
    try (Forked process = Forked.start(Held.function(), directory);
        RawCaller caller = process.caller()) {
      RawAnswer answer = caller.send("GET /?memory HTTP/1.1\r\n" + HOST).answer();
      assertEquals(500, answer.status());
      assertEquals(1, process.code(), "so that the platform starts another");
    }
  }
}
