package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than the heap comes, and the process goes on. */
final class HeapTest {
  private static final String POST = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";

  @TempDir private Path directory;

  @Test
  void bodiesOfMoreThanTheHeapAreRefused() throws Exception {
    String[] variables = {"JDK_JAVA_OPTIONS", "-Xmx32m", "PORTOLAN_BODY_LIMIT", "300000000"};
    try (Forked process = Forked.start(Witness.function(), directory, variables)) {
      try (RawCaller caller = process.caller()) {
        caller.send(POST + "300000000\r\n\r\n");
        assertEquals(413, rest(caller, 300, new byte[1_000_000]), "to come again cannot help");
      }
      try (RawCaller caller = process.caller()) {
        caller.send(POST.replace("Content-Length: ", "Transfer-Encoding: chunked\r\n\r\n"));
        assertEquals(413, rest(caller, 20, chunk(1_000_000)), "nor where nobody knew the length");
      }
      List<RawCaller> callers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        callers.add(process.caller().send(POST + "1000001\r\n\r\n").send(new byte[1_000_000]));
      }
      int taken = 0;
      for (RawCaller each : callers) {
        int status = rest(each, 1, new byte[1]);
        taken += status == 200 ? 1 : 0;
        assertTrue(status == 200 || status == 503, "status " + status);
        each.close();
      }
      assertTrue(taken > 0, "some had room");
      try (RawCaller caller = process.caller()) {
        assertEquals("abc", caller.send(POST + "3\r\n\r\nabc").answer().text());
      }
      assertTrue(process.isAlive());
    }
  }

  private static byte[] chunk(int size) {
    String chunk = Integer.toHexString(size) + "\r\n" + "a".repeat(size) + "\r\n";
    return chunk.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends the rest of a body, as far as it is taken; gives the status of the answer. */
  private static int rest(RawCaller caller, int times, byte[] part) throws IOException {
    try {
      for (int i = 0; i < times; i++) {
        caller.send(part);
      }
    } catch (IOException hungUpOn) {
      // It has answered and takes no more.
    }
    return caller.answer().status();
  }
}
