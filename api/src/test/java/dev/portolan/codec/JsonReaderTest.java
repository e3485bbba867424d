package dev.portolan.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonReaderTest {

  @Test
  void takesWhatIsJsonAndReadsItAsOthersDo() throws IOException {
    for (byte[] document : JsonCorpus.accepted()) {
      Object ours = JsonReader.read(document);
      assertTrue(Yardstick.same(ours, Yardstick.read(document)), show(document) + " is " + ours);
    }
  }

  @Test
  void refusesWhatIsNot() {
    for (byte[] document : JsonCorpus.refused()) {
      assertThrows(CodecException.class, () -> JsonReader.read(document), show(document));
    }
  }

  @Test
  void refusesWhatReadersDisagreeAbout() {
    for (byte[] document : JsonCorpus.disputed()) {
      assertThrows(CodecException.class, () -> JsonReader.read(document), show(document));
    }
  }

  @Test
  void refusesEveryDocumentCutShort() {
    byte[] whole =
        JsonCorpus.bytes("{\"a\":[1.5e+3,true,null,\"\\u00e9\\n世\"],\"b\":{\"c\":false}}");
    JsonReader.read(whole);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(CodecException.class, () -> JsonReader.read(cut), show(cut));
    }
  }

  @Test
  void numbersKeepTheirValue() {
    assertEquals(1L, read("1"));
    assertEquals(Long.MAX_VALUE, read("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, read("-9223372036854775808"));
    assertEquals(new BigDecimal("9223372036854775808"), read("9223372036854775808"));
    assertEquals(new BigDecimal("0.1"), read("0.1"));
    assertEquals(new BigDecimal("1E+2"), read("1e2"));
    assertEquals(0L, read("-0"));
    assertEquals(-0.0d, read("-0.0"));
    assertEquals(-0.0d, read("-0e5"));
  }

  @Test
  void keepsTheOrderOfNames() {
    Map<?, ?> object = (Map<?, ?>) read("{\"z\":1,\"a\":2,\"m\":null}");
    assertEquals(List.of("z", "a", "m"), List.copyOf(object.keySet()));
    assertNull(object.get("m"));
  }

  @Test
  void saysWhereWithoutQuotingTheInput() {
    CodecException failure =
        assertThrows(CodecException.class, () -> read("{\"password\":hunter2}"));
    assertEquals("Expected a value at byte 12", failure.getMessage());
  }

  private static Object read(String document) {
    return JsonReader.read(JsonCorpus.bytes(document));
  }

  private static String show(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
