package dev.portolan.testkit.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.CodecException;
import dev.portolan.testkit.codec.Values.Any;
import dev.portolan.testkit.codec.Values.Arrays;
import dev.portolan.testkit.codec.Values.Bean;
import dev.portolan.testkit.codec.Values.Boxes;
import dev.portolan.testkit.codec.Values.Optionals;
import dev.portolan.testkit.codec.Values.Order;
import dev.portolan.testkit.codec.Values.Primitives;
import dev.portolan.testkit.codec.Values.Times;
import dev.portolan.testkit.codec.Values.Unit;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Values of a query and a path, where all is text. */
public interface TextsContract extends CodecUnderTest {

  @Test
  @DisplayName("texts become what they spell")
  default void scalars() {
    assertEquals(
        new Primitives(true, (byte) 1, (short) 2, 3, 4, 0.5f, 1000, 'x'),
        codec()
            .fromTexts(
                Map.of(
                    "flag", "true", "tiny", "1", "small", "2", "whole", "3", "large", "4", "real",
                    "0.5", "exact", "1e3", "sign", "x"),
                Primitives.class));
    Boxes boxes =
        (Boxes) codec().fromTexts(Map.of("text", "1", "unit", "DAYS", "else", "true"), Boxes.class);
    assertEquals("1", boxes.text());
    assertEquals(Unit.DAYS, boxes.unit());
    Times times = (Times) codec().fromTexts(Map.of("date", "2026-01-02"), Times.class);
    assertEquals(LocalDate.of(2026, 1, 2), times.date());
    Optionals optionals =
        (Optionals) codec().fromTexts(Map.of("text", "", "whole", "1"), Optionals.class);
    assertEquals(Optional.of(""), optionals.text());
    assertEquals(OptionalInt.of(1), optionals.whole());
    assertEquals("Ada", ((Bean) codec().fromTexts(Map.of("name", "Ada"), Bean.class)).getName());
    assertEquals("1", ((Any) codec().fromTexts(Map.of("value", "1"), Any.class)).value());
    assertEquals(
        Map.of("a", 1),
        codec()
            .fromTexts(
                Map.of("a", "1"),
                CodecUnderTest.type("java.util.Map<java.lang.String,java.lang.Integer>")));
  }

  @Test
  @DisplayName("a name that came once or repeatedly becomes a list")
  default void repeated() {
    Arrays arrays =
        (Arrays)
            codec()
                .fromTexts(
                    Map.of("numbers", List.of("1", "2"), "texts", "a", "reals", "0.5"),
                    Arrays.class);
    assertArrayEquals(new int[] {1, 2}, arrays.numbers());
    assertArrayEquals(new String[] {"a"}, arrays.texts());
    assertArrayEquals(new double[] {0.5}, arrays.reals());
    Order order =
        (Order) codec().fromTexts(Map.of("paid", "false", "tags", List.of("b", "a")), Order.class);
    assertEquals(Set.of("a", "b"), order.tags());
    Bean bean = (Bean) codec().fromTexts(Map.of("numbers", "7"), Bean.class);
    assertEquals(List.of(7), bean.getNumbers());
  }

  @Test
  @DisplayName("what is spelled otherwise is refused: blanks, signs, NaN, yes, another case")
  default void otherSpellings() {
    for (String number :
        List.of("", " 1", "1 ", "+1", "01", "0x1", "1_0", "1x", "1L", "1.5", "٣")) {
      refused(Map.of("whole", number), Boxes.class);
    }
    for (String number : List.of("", "NaN", "Infinity", "-INF", "1f", "1d", ".5", "0x1p3")) {
      refused(Map.of("exact", number), Boxes.class);
    }
    for (String word : List.of("", "yes", "TRUE", "1", " true")) {
      refused(Map.of("flag", word), Boxes.class);
    }
    refused(Map.of("unit", "days"), Boxes.class);
    refused(Map.of("unit", "0"), Boxes.class);
    refused(Map.of("unit", ""), Boxes.class);
    refused(Map.of("whole", List.of("1", "2")), Boxes.class);
    refused(Map.of("text", List.of("a", "b")), Boxes.class);
    refused(Map.of("numbers", List.of("1", "x")), Arrays.class);
    refused(Map.of("items", "a"), Arrays.class);
    refused(Map.of("whole", "1"), List.class);
    refused(Map.of("whole", "1"), Integer.class);
    CodecException place =
        assertThrows(
            CodecException.class, () -> codec().fromTexts(Map.of("whole", "x"), Boxes.class));
    assertEquals("Expected a whole number at /whole", place.getMessage());
  }

  private void refused(Map<String, Object> texts, Class<?> type) {
    assertThrows(CodecException.class, () -> codec().fromTexts(texts, type), texts.toString());
  }
}
