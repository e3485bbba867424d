package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is a request, however unusual, is answered; and the next one on the connection too. */
final class GoodRequestTest {
  private static final String HOST = "Host: localhost\r\n";
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Witness.function());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void unusualButRight() throws IOException {
    for (String request :
        List.of(
            "GET /echo HTTP/1.1\r\n" + HOST + "\r\n",
            "\r\nGET /echo HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /echo? HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /%65cho HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /echo?a=|[]{}\\\"<> HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /echo HTTP/1.1\r\nhost:localhost:8080\r\n\r\n",
            "GET /echo HTTP/1.1\r\nHOST: \t [::1]:80 \t\r\n\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "X-Empty:\r\n\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "X-A: gr\u00c3\u00bc\u00c3\u009fe\r\n\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "Content-Length: 000\r\n\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "X-A: b\r\n".repeat(255) + "\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "X-A: " + "a".repeat(31 * 1024) + "\r\n\r\n",
            "GET /echo?" + "a".repeat(15 * 1024) + " HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /echo HTTP/1.1\r\n" + HOST + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
            "PUT /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n")) {
      try (RawCaller caller = server.caller()) {
        RawAnswer answer = caller.send(request).answer();
        assertEquals(200, answer.status(), request + answer.text());
        assertNull(answer.field("connection"));
        caller.send("GET /echo HTTP/1.1\r\n" + HOST + "\r\n");
        assertEquals(200, caller.answer().status(), "after " + request);
      }
    }
  }

  @Test
  void chunksWithExtensionsAndTrailers() throws IOException {
    String body =
        "4;a=b;c=\"d e\"\r\nWiki\r\n0005\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0;x\r\nX-T: y\r\n\r\n";
    try (RawCaller caller = server.caller()) {
      caller.send("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + body);
      assertEquals("Wikipedia in\r\n\r\nchunks.", caller.answer().text());
    }
  }

  @Test
  void oneByteAtATime() throws IOException {
    String request =
        "POST /echo HTTP/1.1\r\n"
            + HOST
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    try (RawCaller caller = server.caller()) {
      for (int i = 0; i < request.length(); i++) {
        caller.send(request.substring(i, i + 1));
      }
      assertEquals("abc", caller.answer().text());
    }
  }

  @Test
  void requestsInAdvanceAreAnsweredInOrder() throws IOException {
    try (RawCaller caller = server.caller()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        requests.append("POST /echo?").append(i).append(" HTTP/1.1\r\n").append(HOST);
        requests.append("Content-Length: 3\r\n\r\nabc");
      }
      caller.send(requests.toString());
      for (int i = 0; i < 500; i++) {
        RawAnswer answer = caller.answer();
        assertEquals(Integer.toString(i), answer.field("x-query"));
        assertEquals("abc", answer.text());
      }
    }
  }

  @Test
  void bodiesOfAllSizesReturnHoweverTheyComeCut() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (RawCaller caller = server.caller()) {
      for (int i = 0; i < 60; i++) {
        byte[] body = new byte[random.nextInt(1 << random.nextInt(20))];
        random.nextBytes(body);
        send(caller, body, random);
        assertArrayEquals(body, caller.answer().body(), "seed " + seed);
      }
    }
  }

  private static void send(RawCaller caller, byte[] body, Random random) throws IOException {
    boolean chunked = random.nextBoolean();
    String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
    caller.send("POST /echo HTTP/1.1\r\n" + HOST + length + "\r\n\r\n");
    for (int at = 0; at < body.length; ) {
      int count = Math.min(body.length - at, 1 + random.nextInt(100_000));
      byte[] part = new byte[count];
      System.arraycopy(body, at, part, 0, count);
      caller.send(chunked ? Integer.toHexString(count) + "\r\n" : "").send(part);
      caller.send(chunked ? "\r\n" : "");
      at += count;
    }
    caller.send(chunked ? "0\r\n\r\n" : "");
  }

  @Test
  void headHasNoBodyAndTheNextAnswerIsInPlace() throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send("HEAD /echo HTTP/1.1\r\n" + HOST + "\r\nGET /echo HTTP/1.1\r\n" + HOST + "\r\n");
      assertEquals(200, caller.answerToHead().status());
      assertEquals(200, caller.answer().status());
    }
  }

  @Test
  void anOldCallerGetsOneAnswer() throws IOException {
    try (RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send("GET /echo HTTP/1.0\r\n\r\n").answer();
      assertEquals(200, answer.status());
      assertEquals("close", answer.field("connection"));
      assertEquals(0, caller.rest().length);
    }
  }

  @Test
  void aCallerMayCloseTheConnection() throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send("GET /echo HTTP/1.1\r\n" + HOST + "Connection: x, Close\r\n\r\n");
      assertEquals("close", caller.answer().field("connection"));
      assertEquals(0, caller.rest().length);
    }
  }

  @Test
  void aCallerThatWaitsIsAskedForItsBody() throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send(
          "POST /echo HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertEquals(100, caller.answer().status());
      assertEquals("abc", caller.send("abc").answer().text());
    }
  }

  @Test
  void aCallerThatWaitsIsNotAskedForWhatIsTooMuch() throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send(
          "POST /echo HTTP/1.1\r\n"
              + HOST
              + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
      assertEquals(413, caller.answer().status());
    }
  }

  @Test
  void nobodyIsToldWhoAnswersButWhen() throws IOException {
    try (RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send("GET /echo HTTP/1.1\r\n" + HOST + "\r\n").answer();
      assertNull(answer.field("server"));
      assertNotNull(answer.field("date"));
      assertTrue(answer.field("date").matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} .* GMT"));
    }
  }

  @Test
  void anyoneMayAskForTheServerAlone() throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send(
          "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\nGET /favicon.ico HTTP/1.1\r\n" + HOST + "\r\n");
      assertEquals(204, caller.answer().status());
      assertEquals(404, caller.answer().status());
    }
  }
}
