package dev.portolan.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who takes anything is handed text as that, and JSON as what it says. */
final class EventDataTest {
  private static final Codec JSON = new JsonCodec();

  private static Object anything(String data, String mediaType) {
    return EventData.from(data.getBytes(UTF_8), mediaType, Object.class, JSON);
  }

  private static Object untold(byte[] data) {
    return EventData.from(new UntoldData(data), Object.class, JSON);
  }

  @Test
  void byItsMediaType() {
    assertEquals("hi", anything("hi", "text/plain"));
    assertEquals("1", anything("1", "Text/CSV; charset=utf-8"), "text that looks like JSON");
    assertEquals(1L, anything("1", "application/json"));
    assertEquals(Map.of("a", 1L), anything("{\"a\":1}", null));
    assertThrows(CodecException.class, () -> anything("hi", "application/json"));
    assertThrows(CodecException.class, () -> anything("hi", "application/octet-stream"));
  }

  @Test
  void ofWhichNobodyTellsOne() {
    assertEquals("hi", untold("hi".getBytes(UTF_8)));
    assertEquals(Map.of("a", 1L), untold("{\"a\":1}".getBytes(UTF_8)));
    assertEquals("a {", untold("a {".getBytes(UTF_8)));
    assertEquals("\"a", untold("\"a".getBytes(UTF_8)));
    assertEquals(" ", untold(" ".getBytes(UTF_8)));
    for (String torn : List.of("{\"a\":", "[1,", " \r\n\t{")) {
      assertThrows(CodecException.class, () -> untold(torn.getBytes(UTF_8)), torn);
    }
    assertThrows(CodecException.class, () -> untold(new byte[] {(byte) 0xff}));
    assertThrows(CodecException.class, () -> untold(new byte[0]));
  }
}
