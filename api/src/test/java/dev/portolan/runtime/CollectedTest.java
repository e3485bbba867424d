package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A streamed body in memory: so much, so long, and no longer. */
final class CollectedTest {
  private static Collected collected(long declared, int most) {
    return new Collected(declared, most, System.nanoTime() + 60_000_000_000L);
  }

  @Test
  void whatWasWrittenIsThereAndNothingMore() throws IOException {
    Collected body = collected(-1, 5000);
    body.write(1);
    body.write(new byte[] {0, 2, 3, 0}, 1, 2);
    body.write(new byte[0]);
    assertThrows(IndexOutOfBoundsException.class, () -> body.write(new byte[1], 1, 1));
    body.close();
    assertThrows(IOException.class, () -> body.write(4));
    assertArrayEquals(new byte[] {1, 2, 3}, body.whole());
  }

  @Test
  void theLimitIsTakenAndOneByteMoreIsNot() throws IOException {
    Collected body = collected(-1, 5000);
    body.write(new byte[3000]);
    body.write(new byte[2000]);
    assertEquals(5000, body.whole().length);
    IOException refused = assertThrows(IOException.class, () -> body.write(1));
    assertTrue(refused.getMessage().contains("5000 bytes"), refused.getMessage());
    IllegalStateException failure = assertThrows(IllegalStateException.class, body::whole);
    assertEquals(refused.getMessage(), failure.getMessage(), "also if nobody listened");
  }

  @Test
  void anotherLengthThanDeclaredIsAFailure() throws IOException {
    Collected body = collected(2, 5000);
    body.write(1);
    assertThrows(IllegalStateException.class, body::whole);
    Collected tooLong = collected(2, 5000);
    assertThrows(IOException.class, () -> tooLong.write(new byte[3]));
    assertThrows(IllegalStateException.class, tooLong::whole);
  }

  @Test
  void whenTheTimeIsUpNothingIsWhole() {
    Collected body = new Collected(-1, 5000, System.nanoTime());
    assertThrows(IOException.class, () -> body.write(1));
    assertThrows(IllegalStateException.class, body::whole);
  }

  @Test
  void aStreamedResponseHasNoBodyInMemory() throws Exception {
    HttpResponse streamed = HttpResponse.of(200).withBody(output -> output.write(7));
    assertTrue(streamed.isStreamed());
    assertEquals(-1, streamed.length());
    assertThrows(IllegalStateException.class, streamed::body);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    streamed.withHeader("a", "b").writeTo(output);
    assertArrayEquals(new byte[] {7}, output.toByteArray());
    assertEquals(9, streamed.withBody(9, body -> {}).length());
    assertEquals(1, streamed.withBody(new byte[1]).body().length);
    assertThrows(
        IllegalArgumentException.class, () -> HttpResponse.of(200).withBody(-1, body -> {}));
    HttpResponse.text(200, "b").writeTo(output);
    assertEquals(2, output.size());
  }
}
