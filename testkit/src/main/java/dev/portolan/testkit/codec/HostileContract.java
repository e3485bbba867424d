package dev.portolan.testkit.codec;

import static dev.portolan.testkit.codec.CodecUnderTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.testkit.codec.Values.Any;
import dev.portolan.testkit.codec.Values.Bean;
import dev.portolan.testkit.codec.Values.One;
import dev.portolan.testkit.codec.Values.Order;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Documents that hurt, or that one reader takes otherwise than the next, are refused: wherever they
 * hurt, in what the type names and in what it ignores.
 */
public interface HostileContract extends CodecUnderTest {

  @Test
  @DisplayName("what is nested deeper than 200 is refused")
  default void depth() {
    refusedAnywhere("[".repeat(199) + "]".repeat(199), false);
    refusedAnywhere("[".repeat(200) + "]".repeat(200), true);
    refusedAnywhere("{\"a\":".repeat(200) + "1" + "}".repeat(200), true);
    refusedAnywhere("[".repeat(100_000), true);
    refusedAnywhere("[".repeat(100_000) + "]".repeat(100_000), true);
  }

  @Test
  @DisplayName("a number of more than 1000 characters, or an exponent beyond 9999, is refused")
  default void hugeNumbers() {
    refusedAnywhere("9".repeat(1000), false);
    refusedAnywhere("9".repeat(1001), true);
    refusedAnywhere("0." + "1".repeat(999), true);
    refusedAnywhere("1e9999", false);
    refusedAnywhere("1e10000", true);
    refusedAnywhere("1e-10000", true);
    refusedAnywhere("1e99999999999999999999", true);
    refusedAnywhere("9".repeat(1_000_000), true);
  }

  @Test
  @DisplayName("a name twice in one object is refused, spelled alike or not")
  default void duplicates() {
    refusedAnywhere("{\"a\":1,\"a\":2}", true);
    refusedAnywhere("{\"a\":null,\"a\":null}", true);
    refusedAnywhere("{\"a\":1,\"\\u0061\":2}", true);
    refusedAnywhere("[{\"b\":{\"a\":1,\"c\":[],\"a\":1}}]", true);
    refusedAnywhere("{\"a\":1,\"A\":2}", false);
    refused(bytes("{\"name\":\"a\",\"name\":\"a\"}"), One.class);
    refused(bytes("{\"name\":\"a\",\"x\":1,\"x\":1}"), One.class);
    refused(bytes("{\"name\":\"a\",\"name\":\"a\"}"), Bean.class);
  }

  @Test
  @DisplayName("what other readers let pass is refused: NaN, comments, single quotes, loose commas")
  default void notJson() {
    for (String json :
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "01",
            "-01",
            ".5",
            "1.",
            "0x1",
            "1e",
            "- 1",
            "'a'",
            "a",
            "[1,]",
            "[,1]",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "[1 2]",
            "True",
            "nul",
            "/* */1",
            "1//",
            "#\n1",
            "\"\t\"",
            "\"\\x41\"",
            "\"\\'\"",
            "\"a\nb\"",
            "\"\u0000\"",
            "undefined",
            "{\"a\"}",
            "\"a",
            "[1",
            "{\"a\":1")) {
      refusedAnywhere(json, true);
    }
  }

  @Test
  @DisplayName("anything after the document is refused")
  default void trailing() {
    for (String more : List.of("x", "{}", ",", "]", "}", "\u0000", "null", "//", "\u00a0")) {
      refused(bytes("{\"name\":\"a\"}" + more), One.class);
      refused(bytes("[]" + more), Object.class);
    }
    for (String nothing : List.of("", " ", "\n")) {
      refused(bytes(nothing), One.class);
    }
    assertEquals(new One("a"), read(" \t\r\n{\"name\":\"a\"} \t\r\n", One.class));
  }

  @Test
  @DisplayName("a byte order mark, bytes that are not UTF-8, and half characters are refused")
  default void encodings() {
    refused(bytes("\uFEFF{\"name\":\"a\"}"), One.class);
    refused("{\"name\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16), One.class);
    refused("{\"name\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE), One.class);
    for (String text :
        List.of("\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800a", "\\udc00\\ud800")) {
      refusedAnywhere("\"" + text + "\"", true);
      refusedAnywhere("{\"" + text + "\":1}", true);
    }
    for (int[] wrong :
        List.of(
            new int[] {0xff},
            new int[] {0xe9},
            new int[] {0xc0, 0x80},
            new int[] {0xed, 0xa0, 0x80},
            new int[] {0xf4, 0x90, 0x80, 0x80},
            new int[] {0xe4, 0xb8})) {
      for (String name : List.of("name", "else")) {
        byte[] json = bytes("{\"" + name + "\":\"" + "?".repeat(wrong.length) + "\"}");
        for (int i = 0; i < wrong.length; i++) {
          json[name.length() + 5 + i] = (byte) wrong[i];
        }
        refused(json, One.class);
      }
    }
  }

  /** At the top, in what the type names, in what it ignores, and deep within that. */
  private void refusedAnywhere(String value, boolean refused) {
    for (String json :
        List.of(
            "[" + value + "]",
            "{\"value\":" + value + "}",
            "{\"else\":" + value + "}",
            "{\"values\":[" + value + "]}")) {
      Class<?> type = json.startsWith("[") ? Object.class : Any.class;
      boolean within = refused || tooDeep(json);
      if (within) {
        refused(bytes(json), type);
      } else {
        codec().read(bytes(json), type);
      }
    }
  }

  private static boolean tooDeep(String json) {
    try {
      JsonReader.read(bytes(json));
      return false;
    } catch (CodecException refused) {
      return refused.getMessage().startsWith("Nested");
    }
  }

  /** For its sender, in the words of the house's reader, which say at which byte, and no more. */
  private void refused(byte[] json, Class<?> type) {
    String house = assertThrows(CodecException.class, () -> JsonReader.read(json)).getMessage();
    CodecException refused =
        assertThrows(CodecException.class, () -> codec().read(json, type), house);
    assertEquals(house, refused.getMessage());
    assertFalse(house.contains("Source") || house.contains("jackson"), house);
    assertThrows(CodecException.class, () -> codec().read(json, Order.class));
  }
}
