package dev.portolan.testkit.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.CodecException;
import dev.portolan.testkit.codec.Values.Arrays;
import dev.portolan.testkit.codec.Values.Bean;
import dev.portolan.testkit.codec.Values.Boxes;
import dev.portolan.testkit.codec.Values.Broken;
import dev.portolan.testkit.codec.Values.Checked;
import dev.portolan.testkit.codec.Values.Holder;
import dev.portolan.testkit.codec.Values.Item;
import dev.portolan.testkit.codec.Values.Keys;
import dev.portolan.testkit.codec.Values.Optionals;
import dev.portolan.testkit.codec.Values.Order;
import dev.portolan.testkit.codec.Values.Page;
import dev.portolan.testkit.codec.Values.Picky;
import dev.portolan.testkit.codec.Values.Primitives;
import dev.portolan.testkit.codec.Values.Thorough;
import dev.portolan.testkit.codec.Values.Times;
import dev.portolan.testkit.codec.Values.Unit;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A document of another type is refused, with words for whoever sent it. */
public interface RefusalContract extends CodecUnderTest {

  @Test
  @DisplayName("a primitive that is missing or null is refused: nobody sent that zero")
  default void missingPrimitives() {
    assertRefused("Expected a whole number at /quantity", "{\"sku\":\"a\"}", Item.class);
    assertRefused("Expected a whole number at /quantity", "{\"quantity\":null}", Item.class);
    assertRefused("Expected true or false at /flag", "{}", Primitives.class);
    assertRefused("Expected a whole number at /numbers/1", "{\"numbers\":[1,null]}", Arrays.class);
    assertRefused("Expected a whole number at /open", "{\"open\":null}", Bean.class);
    assertRefused("Expected a whole number", "null", int.class);
  }

  @Test
  @DisplayName("a number never becomes a text, nor a text a number, nor one a truth value")
  default void otherKinds() {
    assertRefused("Expected text at /sku", "{\"sku\":1}", Item.class);
    assertRefused("Expected text at /sku", "{\"sku\":true}", Item.class);
    assertRefused("Expected a whole number at /quantity", "{\"quantity\":\"1\"}", Item.class);
    assertRefused("Expected a whole number at /quantity", "{\"quantity\":true}", Item.class);
    assertRefused("Expected a whole number at /quantity", "{\"quantity\":\"\"}", Item.class);
    assertRefused("Expected true or false at /flag", "{\"flag\":\"true\"}", Boxes.class);
    assertRefused("Expected true or false at /flag", "{\"flag\":1}", Boxes.class);
    assertRefused("Expected a number at /exact", "{\"exact\":\"NaN\"}", Boxes.class);
    assertRefused("Expected a number at /money", "{\"money\":\"1.5\"}", Boxes.class);
    assertRefused("Expected one character at /sign", "{\"sign\":65}", Boxes.class);
    assertRefused("Expected one character at /sign", "{\"sign\":\"\"}", Boxes.class);
    assertRefused("Expected text at /text", "{\"text\":2}", Optionals.class);
    assertRefused("Expected a whole number at /whole", "{\"whole\":1.5}", Optionals.class);
    assertRefused("Expected a number at /real", "{\"real\":\"Infinity\"}", Optionals.class);
  }

  @Test
  @DisplayName("an object is not an array, nor a text one of them, and the place is told")
  default void otherShapes() {
    assertRefused("Expected an array at /items", "{\"paid\":true,\"items\":{}}", Order.class);
    assertRefused("Expected an array at /tags", "{\"paid\":true,\"tags\":\"a\"}", Order.class);
    assertRefused("Expected an array at /items", "{\"paid\":true,\"items\":\"\"}", Order.class);
    assertRefused("Expected an object at /items/0", "{\"paid\":true,\"items\":[[]]}", Order.class);
    assertRefused("Expected an object at /prices", "{\"paid\":true,\"prices\":[]}", Order.class);
    assertRefused("Expected an object at /gift", "{\"paid\":true,\"gift\":\"\"}", Order.class);
    assertRefused("Expected an object at /gift", "{\"paid\":true,\"gift\":1}", Order.class);
    assertRefused("Expected text at /sku", "{\"sku\":[\"a\"]}", Item.class);
    assertRefused("Expected text at /sku", "{\"sku\":{}}", Item.class);
    assertRefused("Expected an array at /numbers", "{\"numbers\":1}", Arrays.class);
    assertRefused("Expected an array at /numbers", "{\"numbers\":1}", Bean.class);
    assertRefused("Expected an object", "[]", Item.class);
    assertRefused("Expected an object", "\"a\"", Item.class);
    assertRefused("Expected an object", "[{}]", Bean.class);
    assertRefused(
        "Expected a whole number at /items/1/quantity",
        "{\"paid\":true,\"items\":[{\"quantity\":1},{\"quantity\":\"1\"}]}",
        Order.class);
    assertRefused(
        "Expected a whole number at /groups/0/quantity",
        "{\"groups\":{\"secret\":[{}]}}",
        CodecUnderTest.type(Page.class.getName() + "<" + Item.class.getName() + ">"));
  }

  @Test
  @DisplayName("an enum's constant that is not there is refused, and so are its place and its case")
  default void unknownConstants() {
    for (String constant :
        List.of("\"days\"", "\"\"", "\" DAYS\"", "\"0\"", "0", "\"hours, in other words\"", "[]")) {
      assertRefused(
          "Expected one of the values this field may have at /unit",
          "{\"paid\":true,\"unit\":" + constant + "}",
          Order.class);
    }
    assertRefused("Expected one of the values this field may have", "\"x\"", Unit.class);
  }

  @Test
  @DisplayName("a number that does not fit its type is refused, never cut or rounded")
  default void numbersThatDoNotFit() {
    for (String number :
        List.of("128", "-129", "1.5", "1e99", "1e9999", "\"1\"", "true", "null", "[]", "{}")) {
      assertThrows(CodecException.class, () -> read(number, byte.class), number);
    }
    for (String number : List.of("2147483648", "-2147483649", "0.1", "1e-1", "1e400")) {
      assertThrows(CodecException.class, () -> read(number, Integer.class), number);
    }
    assertRefused("Expected a smaller number at /small", "{\"small\":32768}", Boxes.class);
    assertRefused("Expected a whole number at /large", "{\"large\":1.5}", Boxes.class);
    assertThrows(CodecException.class, () -> read("9223372036854775808", Long.class));
    assertThrows(CodecException.class, () -> read("1e400", Double.class));
    assertThrows(CodecException.class, () -> read("1e39", Float.class));
    assertThrows(CodecException.class, () -> read("1.5", BigInteger.class));
    assertThrows(CodecException.class, () -> read("1e1000", BigInteger.class));
  }

  @Test
  @DisplayName("a time, an id, an address or bytes in another form are refused")
  default void otherForms() {
    for (String date :
        List.of(
            "20500",
            "[2026,1,2]",
            "\"\"",
            "\" 2026-01-02\"",
            "\"2026-1-2\"",
            "\"2026-02-30\"",
            "\"2026-01-02T00:00:00Z\"",
            "{}")) {
      assertRefused(
          "Expected text in the form of LocalDate at /date",
          "{\"date\":" + date + "}",
          Times.class);
    }
    for (String instant : List.of("1700000000", "1.5", "\"2026-01-02\"", "\"1700000000\"")) {
      assertRefused(
          "Expected text in the form of Instant at /instant",
          "{\"instant\":" + instant + "}",
          Times.class);
    }
    assertRefused(
        "Expected text in the form of Duration at /duration", "{\"duration\":90}", Times.class);
    assertRefused(
        "Expected text in the form of ZoneId at /zone", "{\"zone\":\"Nowhere/Land\"}", Times.class);
    assertRefused("Expected text in the form of Year at /year", "{\"year\":2026}", Times.class);
    for (String id : List.of("\"1-1-1-1-1\"", "\"AAAAAAAAAAEAAAAAAAAAAg==\"", "\"\"", "1")) {
      assertRefused(
          "Expected text in the form of UUID at /id",
          "{\"paid\":true,\"id\":" + id + "}",
          Order.class);
    }
    assertThrows(CodecException.class, () -> read("\"a b\"", URI.class));
    for (String bytes : List.of("\"%%\"", "\"A Q==\"", "\"AQ\\n\"", "\"-_8=\"", "1", "[1]")) {
      assertThrows(CodecException.class, () -> read(bytes, byte[].class), bytes);
    }
  }

  @Test
  @DisplayName("a key of a map in another form is refused, and not quoted")
  default void otherKeys() {
    assertRefused("Expected a whole number at /numbers", "{\"numbers\":{\"a\":\"b\"}}", Keys.class);
    assertRefused(
        "Expected one of the values this field may have at /units",
        "{\"units\":{\"days\":1}}",
        Keys.class);
    assertRefused("Expected a whole number at /units", "{\"units\":{\"DAYS\":\"1\"}}", Keys.class);
  }

  @Test
  @DisplayName("what a constructor or setter refuses is refused without its words")
  default void refusedByTheType() {
    assertRefused("Expected other values", "{\"amount\":0}", Checked.class);
    assertRefused("Expected other values", "{}", Thorough.class);
    assertRefused("Expected other values at /amount", "{\"amount\":0}", Picky.class);
    assertRefused(
        "Expected other values at /checked/0", "{\"checked\":[{\"amount\":0}]}", Holder.class);
    assertRefused("Expected other values at /thorough", "{\"thorough\":{}}", Holder.class);
  }

  @Test
  @DisplayName("a defect of a constructor is thrown as it is: it is not the sender's fault")
  default void defects() {
    IllegalStateException defect =
        assertThrows(IllegalStateException.class, () -> read("{\"amount\":1}", Broken.class));
    assertEquals("a defect", defect.getMessage());
  }

  @Test
  @DisplayName("a type that no document can be of is the function's fault, not the sender's")
  default void unreadableTypes() {
    for (Class<?> type : List.of(Runnable.class, Comparable.class)) {
      assertThrows(IllegalArgumentException.class, () -> read("{}", type), type.getName());
    }
  }
}
