package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Broken at random, a request is answered or the connection ends; never is it the server's fault.
 */
final class FuzzTest {
  private static final Set<Integer> EXPECTED =
      Set.of(100, 200, 204, 400, 404, 405, 413, 414, 417, 431, 501, 505);
  private static final String HOST = "Host: localhost\r\n";
  private static final List<String> REQUESTS =
      List.of(
          "GET /echo?a=%20b HTTP/1.1\r\n" + HOST + "X-Sent: a, b\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello",
          "POST /echo HTTP/1.1\r\n"
              + HOST
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n",
          "PUT /echo HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\na",
          "POST / HTTP/1.1\r\n" + HOST + CloudEventsTest.BINARY + "Content-Length: 2\r\n\r\n{}");

  @Test
  void mutatedRequests() throws IOException {
    int rounds = Boolean.getBoolean("surefire.nightly") ? 100_000 : 1_500;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (RunningServer server = RunningServer.start(Witness.function())) {
      for (int round = 0; round < rounds; round++) {
        byte[] bytes = mutated(REQUESTS.get(random.nextInt(REQUESTS.size())), random);
        String what = "seed " + seed + ", round " + round;
        try (RawCaller caller = server.caller()) {
          assertExpected(caller.send(bytes).end().rest(), what);
        }
      }
      try (RawCaller caller = server.caller()) {
        assertEquals(200, caller.send(REQUESTS.get(0)).answer().status());
      }
    }
  }

  private static byte[] mutated(String request, Random random) {
    byte[] bytes = (request + REQUESTS.get(0)).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      byte[] interesting = {0, '\r', '\n', ' ', ':', '%', '"', ',', ';', '0', 'f', '/', -1};
      bytes[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : interesting[random.nextInt(interesting.length)];
    }
    return bytes;
  }

  private static void assertExpected(byte[] sent, String what) throws IOException {
    ByteArrayInputStream stream = new ByteArrayInputStream(sent);
    while (stream.available() > 0) {
      try {
        RawAnswer answer = RawAnswer.read(stream, false);
        assertTrue(EXPECTED.contains(answer.status()), what + ": " + answer.status());
      } catch (EOFException cut) {
        throw new AssertionError(what + ": an answer that is cut off", cut);
      }
    }
  }
}
