package dev.portolan.benchmarks.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("an answer is read whole, however it comes")
final class ReplyTest {
  private static final String WITH_LENGTH =
      "HTTP/1.1 200 OK\r\nServer: any\r\ncontent-length: 9\r\n\r\n{\"a\":\"}\"}";
  private static final String IN_CHUNKS =
      "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\nDate: now\r\n\r\n"
          + "5\r\n{\"a\":\r\n4;x=y\r\n\"}\"}\r\n0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8192})
  @DisplayName("with a length or in chunks, in pieces of any size, one after the other")
  void reads(int piece) throws IOException {
    Reply reply = new Reply(pieces(WITH_LENGTH, piece));
    assertEquals("{\"a\":\"}\"}", text(reply.next()));
    reply = new Reply(pieces(IN_CHUNKS, piece));
    assertEquals("{\"a\":\"}\"}", text(reply.next()));
  }

  @Test
  @DisplayName("another status than 200 is an error")
  void refusesOtherStatus() {
    Reply reply = new Reply(pieces("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n", 8192));
    IOException e = assertThrows(IOException.class, reply::next);
    assertEquals("the server answers HTTP/1.1 503 Busy", e.getMessage());
  }

  @Test
  @DisplayName("the end of the connection within an answer is an error")
  void refusesHalf() {
    Reply reply = new Reply(pieces(WITH_LENGTH.substring(0, WITH_LENGTH.length() - 1), 8192));
    assertThrows(IOException.class, reply::next);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A stream that gives no more than so many bytes at once. */
  private static InputStream pieces(String text, int size) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(size, length));
      }
    };
  }
}
