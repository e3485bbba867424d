package dev.portolan.testkit.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.testkit.codec.Values.Any;
import dev.portolan.testkit.codec.Values.Arrays;
import dev.portolan.testkit.codec.Values.Bean;
import dev.portolan.testkit.codec.Values.Boxes;
import dev.portolan.testkit.codec.Values.Empty;
import dev.portolan.testkit.codec.Values.Item;
import dev.portolan.testkit.codec.Values.Keys;
import dev.portolan.testkit.codec.Values.Node;
import dev.portolan.testkit.codec.Values.One;
import dev.portolan.testkit.codec.Values.Optionals;
import dev.portolan.testkit.codec.Values.Order;
import dev.portolan.testkit.codec.Values.Page;
import dev.portolan.testkit.codec.Values.Person;
import dev.portolan.testkit.codec.Values.Point;
import dev.portolan.testkit.codec.Values.Primitives;
import dev.portolan.testkit.codec.Values.Silent;
import dev.portolan.testkit.codec.Values.Times;
import dev.portolan.testkit.codec.Values.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What values look like as JSON, and that they come back as they were. */
public interface ValuesContract extends CodecUnderTest {

  @Test
  @DisplayName("records are objects of all their components, in their order, null where nothing is")
  default void records() {
    assertGoesRound("{}", new Empty());
    assertGoesRound("{\"name\":\"a\"}", new One("a"));
    assertGoesRound("{\"name\":null}", new One(null));
    assertGoesRound(
        "{\"name\":\"a\",\"next\":{\"name\":\"b\",\"next\":null}}",
        new Node("a", new Node("b", null)));
    assertGoesRound(
        "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"place\":\"https://a/b?c\","
            + "\"items\":[{\"sku\":\"a\",\"quantity\":1,\"note\":null},"
            + "{\"sku\":\"b\",\"quantity\":2,\"note\":\"ü\"}],"
            + "\"prices\":{\"z\":1.10,\"a\":-5},\"unit\":\"HOURS\",\"paid\":true,"
            + "\"at\":\"2026-11-23T01:02:03.000000004Z\","
            + "\"gift\":{\"sku\":\"c\",\"quantity\":3,\"note\":\"\"},"
            + "\"tags\":[\"z\",\"a\"],\"weight\":0.5}",
        new Order(
            new UUID(1, 2),
            URI.create("https://a/b?c"),
            List.of(new Item("a", 1, Optional.empty()), new Item("b", 2, Optional.of("ü"))),
            ordered("z", new BigDecimal("1.10"), "a", new BigDecimal("-5")),
            Unit.HOURS,
            true,
            Instant.parse("2026-11-23T01:02:03.000000004Z"),
            Optional.of(new Item("c", 3, Optional.of(""))),
            new LinkedHashSet<>(List.of("z", "a")),
            0.5));
  }

  @Test
  @DisplayName(
      "what a document does not name is null or empty, what a type does not name is ignored")
  default void missingAndUnknownNames() {
    assertEquals(
        new Order(null, null, null, null, null, true, null, Optional.empty(), null, null),
        read("{\"paid\":true,\"else\":{\"paid\":[1,{\"a\":null}]},\"@class\":\"x\"}", Order.class));
    assertEquals(new Item(null, 1, Optional.empty()), read("{\"quantity\":1}", Item.class));
    assertEquals(
        new Item(null, 1, Optional.empty()),
        read("{\"sku\":null,\"quantity\":1,\"note\":null}", Item.class));
    assertEquals(new One(null), read("{\"Name\":\"a\",\"NAME\":\"b\"}", One.class));
    assertEquals(
        new Boxes(null, null, null, null, null, null, null, null, null, null, null, null),
        read("{}", Boxes.class));
    assertNull(read("null", Item.class));
    assertNull(read("null", Unit.class));
    assertNull(read("null", "java.util.List<java.lang.String>"));
  }

  @Test
  @DisplayName("an optional is its value, or null; missing and null are empty")
  default void optionals() {
    Optionals none =
        new Optionals(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty());
    assertGoesRound(
        "{\"text\":null,\"whole\":null,\"large\":null,\"real\":null,\"items\":null}", none);
    assertEquals(none, read("{}", Optionals.class));
    assertGoesRound(
        "{\"text\":\"a\",\"whole\":1,\"large\":9223372036854775807,\"real\":1.5,"
            + "\"items\":[{\"sku\":\"a\",\"quantity\":1,\"note\":null}]}",
        new Optionals(
            Optional.of("a"),
            OptionalInt.of(1),
            OptionalLong.of(Long.MAX_VALUE),
            OptionalDouble.of(1.5),
            Optional.of(List.of(new Item("a", 1, Optional.empty())))));
  }

  @Test
  @DisplayName("numbers keep every digit, at the limits of their types too")
  default void numbers() {
    assertGoesRound(
        "{\"flag\":false,\"tiny\":-128,\"small\":-32768,\"whole\":-2147483648,"
            + "\"large\":-9223372036854775808,\"real\":-3.4028235E38,\"exact\":4.9E-324,"
            + "\"sign\":\"\\\"\"}",
        new Primitives(
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            -Float.MAX_VALUE,
            Double.MIN_VALUE,
            '"'));
    assertGoesRound(
        "{\"flag\":true,\"tiny\":127,\"small\":32767,\"whole\":2147483647,"
            + "\"large\":9223372036854775807,\"real\":0.1,\"exact\":1.7976931348623157E308,"
            + "\"sign\":\"ü\",\"huge\":123456789012345678901234567890,"
            + "\"money\":0.1000000000000000055511151231257827,\"text\":\"\",\"unit\":\"DAYS\"}",
        new Boxes(
            true,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            0.1f,
            Double.MAX_VALUE,
            'ü',
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("0.1000000000000000055511151231257827"),
            "",
            Unit.DAYS));
    assertGoesRound("1.10", new BigDecimal("1.10"));
    assertGoesRound("-0.0", -0.0);
    assertEquals(new BigDecimal("1.00"), read("1.00", BigDecimal.class));
    assertEquals(100, read("1e2", Integer.class));
    assertEquals(1, read("1.0", Integer.class));
    assertEquals(1L, read("10E-1", Long.class));
    assertEquals(1e23, read("1e23", Double.class));
    assertEquals(BigInteger.TEN.pow(999), read("1e999", BigInteger.class));
    assertEquals(new BigDecimal("1E+9999"), read("1e9999", BigDecimal.class));
    assertEquals(9007199254740993L, read("9007199254740993", Long.class));
  }

  @Test
  @DisplayName("times are texts in the form of ISO 8601, the offset as it came")
  default void times() {
    assertGoesRound(
        "{\"instant\":\"2026-11-23T01:02:03.000000004Z\",\"date\":\"2026-02-28\","
            + "\"time\":\"10:15\",\"both\":\"2026-11-23T10:15\","
            + "\"offset\":\"2026-11-23T01:02:03+02:00\","
            + "\"zoned\":\"2026-07-01T01:02:03+02:00[Europe/Berlin]\",\"duration\":\"PT1.5S\","
            + "\"period\":\"P1Y2M3D\",\"year\":\"2026\",\"month\":\"2026-02\","
            + "\"birthday\":\"--02-29\",\"day\":\"MONDAY\",\"zone\":\"Europe/Berlin\"}",
        new Times(
            Instant.parse("2026-11-23T01:02:03.000000004Z"),
            LocalDate.of(2026, 2, 28),
            LocalTime.of(10, 15),
            LocalDateTime.of(2026, 11, 23, 10, 15),
            OffsetDateTime.parse("2026-11-23T01:02:03+02:00"),
            ZonedDateTime.parse("2026-07-01T01:02:03+02:00[Europe/Berlin]"),
            Duration.ofMillis(1500),
            Period.of(1, 2, 3),
            Year.of(2026),
            YearMonth.of(2026, 2),
            MonthDay.of(2, 29),
            DayOfWeek.MONDAY,
            ZoneId.of("Europe/Berlin")));
  }

  @Test
  @DisplayName("generics are resolved through records, collections and optionals")
  default void generics() {
    String item = "{\"sku\":\"a\",\"quantity\":1,\"note\":null}";
    String json =
        "{\"items\":["
            + item
            + "],\"first\":"
            + item
            + ",\"groups\":{\"g\":["
            + item
            + "]},"
            + "\"last\":"
            + item
            + "}";
    Item one = new Item("a", 1, Optional.empty());
    Page<Item> page = new Page<>(List.of(one), one, Map.of("g", List.of(one)), Optional.of(one));
    String type = Page.class.getName() + "<" + Item.class.getName() + ">";
    assertEquals(page, read(json, type));
    assertWrites(json, page);
    assertEquals(List.of(page), read("[" + json + "]", "java.util.List<" + type + ">"));
    assertEquals(
        Map.of("p", page),
        read("{\"p\":" + json + "}", "java.util.Map<java.lang.String," + type + ">"));
    assertEquals(
        Optional.of(List.of(one)),
        read("[" + item + "]", "java.util.Optional<java.util.List<" + Item.class.getName() + ">>"));
    assertArrayEquals(
        new Object[] {List.of(1), List.of()},
        (Object[]) read("[[1],[]]", "java.util.List<java.lang.Integer>[]"));
    assertEquals(
        List.of(one),
        read("[" + item + "]", "java.util.List<? extends " + Item.class.getName() + ">"));
  }

  @Test
  @DisplayName("collections keep the order of the document, and may hold null")
  default void collections() {
    List<Integer> nulls = new ArrayList<>();
    nulls.add(null);
    nulls.add(2);
    assertEquals(nulls, read("[null,2]", "java.util.List<java.lang.Integer>"));
    for (String type : List.of("Collection", "Set", "List", "LinkedHashSet", "ArrayList")) {
      Object read = read("[\"z\",\"a\",\"m\"]", "java.util." + type + "<java.lang.String>");
      assertEquals(List.of("z", "a", "m"), new ArrayList<>((Collection<?>) read), type);
    }
    assertEquals(
        List.of("a", "z"),
        new ArrayList<>((Set<?>) read("[\"z\",\"a\"]", "java.util.SortedSet<java.lang.String>")));
    Map<?, ?> map = (Map<?, ?>) read("{\"z\":1,\"a\":null}", "java.util.Map<java.lang.String,?>");
    assertEquals(List.of("z", "a"), new ArrayList<>(map.keySet()));
    assertWrites("{\"z\":1,\"a\":null}", ordered("z", 1, "a", null));
    assertWrites("[null,2]", nulls);
    assertWrites("[]", List.of());
    assertWrites("{}", Map.of());
  }

  @Test
  @DisplayName("keys of maps are read and written as texts")
  default void keys() {
    UUID id = new UUID(1, 2);
    assertGoesRound(
        "{\"numbers\":{\"10\":\"a\"},\"units\":{\"HOURS\":1},\"ids\":{\""
            + id
            + "\":2},"
            + "\"days\":{\"2026-01-02\":3}}",
        new Keys(
            Map.of(10, "a"),
            Map.of(Unit.HOURS, 1),
            Map.of(id, 2),
            new TreeMap<>(Map.of(LocalDate.of(2026, 1, 2), 3))));
  }

  @Test
  @DisplayName("arrays are arrays, but bytes are Base64")
  default void arrays() {
    String json =
        "{\"numbers\":[1,-2],\"texts\":[\"a\",null],\"items\":[null],\"bytes\":\"AQL/\","
            + "\"reals\":[0.5],\"signs\":[\"a\"]}";
    Arrays arrays = read(json, Arrays.class);
    assertArrayEquals(new int[] {1, -2}, arrays.numbers());
    assertArrayEquals(new String[] {"a", null}, arrays.texts());
    assertArrayEquals(new Item[] {null}, arrays.items());
    assertArrayEquals(new byte[] {1, 2, -1}, arrays.bytes());
    assertArrayEquals(new double[] {0.5}, arrays.reals());
    assertArrayEquals(new char[] {'a'}, arrays.signs());
    assertWrites(json, arrays);
    assertArrayEquals(new byte[] {1}, read("\"AQ\"", byte[].class));
    assertArrayEquals(new byte[0], read("\"\"", byte[].class));
  }

  @Test
  @DisplayName(
      "beans are read by setters and public fields, keep their defaults, are written by name")
  default void beans() {
    Bean bean =
        read(
            "{\"name\":\"Ada\",\"numbers\":[1],\"ready\":false,\"notes\":[\"a\"],\"hidden\":2,"
                + "\"fixed\":4,\"URL\":\"u\",\"class\":\"x\"}",
            Bean.class);
    assertEquals("Ada", bean.getName());
    assertEquals(7, bean.open);
    assertWrites(
        "{\"URL\":\"u\",\"fixed\":3,\"hidden\":1,\"name\":\"Ada\",\"notes\":[],\"numbers\":[1],"
            + "\"open\":7,\"ready\":true}",
        bean);
    assertEquals("nobody", read("{\"open\":1}", Bean.class).getName());
    assertNull(read("{\"name\":null}", Bean.class).getName());
  }

  @Test
  @DisplayName("a bean with setters is made with nothing, though there is a constructor with all")
  default void changeable() {
    Person person = read("{\"name\":\"Ada\"}", Person.class);
    assertEquals("Ada", person.getName());
    assertEquals(7, person.getAge());
    assertWrites("{\"age\":7,\"name\":\"Ada\"}", person);
  }

  @Test
  @DisplayName("a class without setters is made by its constructor, and written by name")
  default void constructors() {
    Point point = read("{\"area\":2,\"zone\":\"a\",\"large\":false}", Point.class);
    assertWrites("{\"area\":2,\"large\":true,\"zone\":\"a\"}", point);
    assertNull(read("{\"area\":2}", Point.class).getZone());
    assertRefused("Expected a whole number at /area", "{\"zone\":\"a\"}", Point.class);
  }

  @Test
  @DisplayName("a bean that can be told nothing is not read")
  default void silent() {
    assertThrows(IllegalArgumentException.class, () -> read("{\"name\":\"a\"}", Silent.class));
    assertWrites("{\"name\":\"nobody\"}", new Silent());
  }

  @Test
  @DisplayName("an enum is the name of its constant, whatever its text is")
  default void enums() {
    assertWrites("\"HOURS\"", Unit.HOURS);
    assertEquals(Unit.HOURS, read("\"HOURS\"", Unit.class));
    assertWrites("[\"DAYS\"]", List.of(Unit.DAYS));
  }

  @Test
  @DisplayName("an Object is a map, a list, a text, a Long, a BigDecimal, a Boolean or null")
  default void anything() {
    Any any =
        read(
            "{\"value\":1,\"values\":[1.50,\"a\",true,null,[],9223372036854775808,1e2],"
                + "\"names\":{\"z\":{\"a\":-1}}}",
            Any.class);
    List<Object> values = new ArrayList<>();
    values.add(new BigDecimal("1.50"));
    values.add("a");
    values.add(true);
    values.add(null);
    values.add(List.of());
    values.add(new BigDecimal("9223372036854775808"));
    values.add(new BigDecimal("1E+2"));
    assertEquals(new Any(1L, values, Map.of("z", Map.of("a", -1L))), any);
    assertTrue(
        read("{\"@class\":\"java.io.File\",\"@type\":\"x\"}", Object.class) instanceof Map<?, ?>);
  }

  @Test
  @DisplayName("text is written as it is, controls and quotes with escapes")
  default void text() {
    String text = "grüße, 世界, 🚢 \"quoted\" \\ / </script> \u007f\u2028\b\f\n\r\t";
    assertEquals(text, CodecUnderTest.plain(codec().write(text)));
    assertEquals(
        text,
        read(
            new String(codec().write(text), java.nio.charset.StandardCharsets.UTF_8),
            String.class));
    assertEquals("\u0000\u001f", CodecUnderTest.plain(codec().write("\u0000\u001f")));
    assertWrites("\"ü/世\"", "ü/世");
  }

  @Test
  @DisplayName("what has no JSON form is refused: numbers without one, half a character, circles")
  default void noJsonForm() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    for (Object value :
        new Object[] {
          Double.NaN,
          Float.POSITIVE_INFINITY,
          new double[] {Double.NEGATIVE_INFINITY},
          new float[] {Float.NaN},
          List.of(Double.NaN),
          new Primitives(true, (byte) 1, (short) 1, 1, 1, Float.NaN, 1, 'a'),
          Optional.of(Double.NaN),
          OptionalDouble.of(Double.NaN),
          new Object(),
          "\ud800",
          "\udc00a",
          circle,
          deep
        }) {
      assertThrows(IllegalArgumentException.class, () -> codec().write(value), () -> shown(value));
    }
    assertWrites("[".repeat(200) + "]".repeat(200), deep.get(0));
  }

  private static String shown(Object value) {
    return value instanceof List<?> ? "a list" : String.valueOf(value);
  }

  private static <T> Map<String, T> ordered(String first, T one, String second, T other) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }
}
