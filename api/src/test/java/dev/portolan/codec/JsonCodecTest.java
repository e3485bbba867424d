package dev.portolan.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec();

  record Item(String sku, int quantity, Optional<String> note) {}

  record Order(
      UUID id, List<Item> items, Map<String, BigDecimal> prices, TimeUnit unit, Item[] more) {}

  record Scalars(
      boolean flag,
      byte tiny,
      short small,
      int whole,
      long large,
      float real,
      double exact,
      char sign) {}

  record Boxes(
      Boolean flag, Integer whole, Long large, Double exact, BigInteger huge, String text) {}

  record Times(
      Instant instant,
      LocalDate date,
      OffsetDateTime offset,
      Duration duration,
      Year year,
      ZoneId zone) {}

  record Page<T>(List<T> items, T first, Map<String, List<T>> groups) {}

  record Checked(int amount) {
    Checked {
      if (amount < 1) {
        throw new IllegalArgumentException("secret rule 17");
      }
    }
  }

  record Node(String name, Node next) {}

  /** Not a record. */
  public static final class Bean {
    public int open = 7;
    private String name = "nobody";
    private List<Integer> numbers;

    /** The name. */
    public String getName() {
      return name;
    }

    /** Sets it. */
    public void setName(String name) {
      this.name = name;
    }

    /** The numbers. */
    public List<Integer> getNumbers() {
      return numbers;
    }

    /** Sets them. */
    public void setNumbers(List<Integer> numbers) {
      this.numbers = numbers;
    }

    /** Whether it is. */
    public boolean isReady() {
      return numbers != null;
    }
  }

  /** Does not change: its constructor takes all that it holds. */
  public static final class Fixed<T> {
    private final boolean isOpen;
    private final List<T> items;
    private final int count;
    private String note;

    /** One of a kind that is not looked at. */
    public Fixed(boolean isOpen) {
      this(isOpen, List.of(), 0);
    }

    /** All that it holds. */
    public Fixed(boolean isOpen, List<T> items, int count) {
      this.isOpen = isOpen;
      this.items = items;
      this.count = count;
    }

    /** One that says nothing of what it holds. */
    public Fixed(String text, List<T> items, int count, int more) {
      this(text.isEmpty(), items, count + more);
    }

    /** Its name is the parameter's, not what is left without "is". */
    public boolean isOpen() {
      return isOpen;
    }

    /** As a bean has it. */
    public List<T> getItems() {
      return items;
    }

    /** As a bean has it. */
    public int getCount() {
      return count;
    }

    /** What is told afterwards. */
    public String getNote() {
      return note;
    }

    /** Tells it. */
    public void setNote(String note) {
      this.note = note;
    }
  }

  /** Tells, and cannot be told. */
  public static final class Deaf {
    /** Something. */
    public String getName() {
      return "name";
    }
  }

  /** What Scala's compiler makes of a class with a default. */
  public static class Cased {
    private final String name;
    private final int times;

    /** All that it holds. */
    public Cased(String name, int times) {
      this.name = name;
      this.times = times;
    }

    /** As Scala has it. */
    public String name() {
      return name;
    }

    /** As Scala has it. */
    public int times() {
      return times;
    }
  }

  /** Its companion. */
  @SuppressWarnings("checkstyle:all")
  public static final class Cased$ {
    public static final Cased$ MODULE$ = new Cased$();

    private Cased$() {}

    /** The second default. */
    public int $lessinit$greater$default$2() {
      return 3;
    }
  }

  record FixedPage(Fixed<Item> fixed) {}

  @Test
  void whatItsConstructorTakesGoesRound() {
    String json =
        "{\"fixed\":{\"count\":2,\"isOpen\":true,\"items\":[{\"sku\":\"a\",\"quantity\":1,"
            + "\"note\":null}],\"note\":\"n\"}}";
    FixedPage page = read(json, FixedPage.class);
    assertEquals(new Item("a", 1, Optional.empty()), page.fixed().getItems().get(0));
    assertEquals(json, text(codec.write(page)));
  }

  @Test
  void whatItsConstructorTakesIsAskedForWhereItIsPrimitive() {
    CodecException missing =
        assertThrows(CodecException.class, () -> read("{\"isOpen\":true}", Fixed.class));
    assertEquals("Expected a whole number at /count", missing.getMessage());
  }

  @Test
  void aDefaultOfScalaIsTakenFromTheCompanion() {
    assertEquals(3, read("{\"name\":\"a\"}", Cased.class).times());
    assertEquals(0, read("{\"name\":\"a\",\"times\":0}", Cased.class).times());
    assertEquals("{\"name\":\"a\",\"times\":3}", text(codec.write(new Cased("a", 3))));
    assertThrows(CodecException.class, () -> read("{\"times\":null}", Cased.class));
  }

  @Test
  void whatCannotBeToldIsNotReadAsNothing() {
    IllegalArgumentException deaf =
        assertThrows(IllegalArgumentException.class, () -> read("{\"name\":\"a\"}", Deaf.class));
    assertTrue(deaf.getMessage().contains("Deaf cannot be read"), deaf.getMessage());
  }

  @Test
  void recordsGoRound() {
    Order order =
        new Order(
            new UUID(1, 2),
            List.of(new Item("a", 1, Optional.empty()), new Item("b", 2, Optional.of("ü"))),
            Map.of("a", new BigDecimal("1.10")),
            TimeUnit.DAYS,
            new Item[] {new Item("c", 3, Optional.of(""))});
    String json = text(codec.write(order));
    assertEquals(
        "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"items\":[{\"sku\":\"a\",\"quantity\":1,"
            + "\"note\":null},{\"sku\":\"b\",\"quantity\":2,\"note\":\"ü\"}],\"prices\":{\"a\":1.10},"
            + "\"unit\":\"DAYS\",\"more\":[{\"sku\":\"c\",\"quantity\":3,\"note\":\"\"}]}",
        json);
    Order again = read(json, Order.class);
    assertEquals(order.items(), again.items());
    assertEquals(order.prices(), again.prices());
    assertArrayEquals(order.more(), again.more());
    assertEquals(json, text(codec.write(again)));
  }

  @Test
  void scalarsGoRoundAtTheirLimits() {
    Scalars least =
        new Scalars(
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            -Float.MAX_VALUE,
            Double.MIN_VALUE,
            '"');
    assertEquals(least, read(text(codec.write(least)), Scalars.class));
    Scalars most =
        new Scalars(
            true,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Float.MIN_VALUE,
            Double.MAX_VALUE,
            'ü');
    assertEquals(most, read(text(codec.write(most)), Scalars.class));
    assertEquals(-0.0, read("-0.0", Double.class));
    assertEquals(1e23, read("1e23", double.class));
    assertEquals(100, read("1e2", int.class));
  }

  @Test
  void timesGoRoundInIso8601() {
    Times times =
        new Times(
            Instant.parse("2026-11-23T01:02:03.000000004Z"),
            LocalDate.of(2026, 2, 28),
            OffsetDateTime.parse("2026-11-23T01:02:03+02:00"),
            Duration.ofMillis(1500),
            Year.of(2026),
            ZoneId.of("Europe/Berlin"));
    String json = text(codec.write(times));
    assertTrue(json.contains("\"duration\":\"PT1.5S\""), json);
    assertEquals(times, read(json, Times.class));
  }

  @Test
  void genericsAreResolvedThroughRecords() throws Exception {
    Type type = TypeNames.find(Page.class.getName() + "<" + Item.class.getName() + ">", loader());
    String item = "{\"sku\":\"a\",\"quantity\":1}";
    Page<?> page =
        (Page<?>)
            codec.read(
                bytes(
                    "{\"items\":["
                        + item
                        + "],\"first\":"
                        + item
                        + ",\"groups\":{\"g\":["
                        + item
                        + "]}}"),
                type);
    Item expected = new Item("a", 1, Optional.empty());
    assertEquals(new Page<>(List.of(expected), expected, Map.of("g", List.of(expected))), page);
  }

  @Test
  void typesAreFoundByName() throws Exception {
    assertEquals(String.class, TypeNames.find("java.lang.String", loader()));
    assertEquals(byte[].class, TypeNames.find("byte[]", loader()));
    assertEquals(String[][].class, TypeNames.find("java.lang.String[][]", loader()));
    assertEquals(
        List.of(Map.of("a", Set.of(1L))),
        codec.read(
            bytes("[{\"a\":[1]}]"),
            TypeNames.find(
                "java.util.List<? extends java.util.Map<java.lang.String, java.util.Set<?>>>",
                loader())));
    assertArrayEquals(
        new List<?>[] {List.of(1)},
        (Object[])
            codec.read(
                bytes("[[1]]"), TypeNames.find("java.util.List<java.lang.Integer>[]", loader())));
    for (String name :
        List.of("java.util.List<java.lang.String", "java.util.List<>", "java.util.Map<?>", "a.B")) {
      assertThrows(Exception.class, () -> TypeNames.find(name, loader()), name);
    }
  }

  @Test
  void collectionsTakeTheShapeAskedFor() throws Exception {
    Type sorted = TypeNames.find("java.util.TreeMap<java.lang.Integer,java.lang.String>", loader());
    assertEquals(
        new TreeMap<>(Map.of(2, "b", 10, "a")),
        codec.read(bytes("{\"10\":\"a\",\"2\":\"b\"}"), sorted));
    Type flags =
        TypeNames.find("java.util.Map<java.util.concurrent.TimeUnit,java.lang.Boolean>", loader());
    assertEquals(Map.of(TimeUnit.DAYS, true), codec.read(bytes("{\"DAYS\":true}"), flags));
    assertEquals("{\"DAYS\":true}", text(codec.write(Map.of(TimeUnit.DAYS, true))));
    assertRefused("{\"1\":\"a\",\"01\":\"b\"}", sorted);
    assertRefused("{\"1\":\"a\",\"1.0\":\"b\"}", sorted);
  }

  @Test
  void beansAreReadBySettersAndKeepTheirDefaults() {
    Bean bean =
        read("{\"name\":\"Ada\",\"numbers\":[1],\"ready\":false,\"class\":\"x\"}", Bean.class);
    assertEquals("Ada", bean.getName());
    assertEquals(7, bean.open);
    assertEquals(
        "{\"name\":\"Ada\",\"numbers\":[1],\"open\":7,\"ready\":true}", text(codec.write(bean)));
    assertEquals("nobody", read("{\"open\":1}", Bean.class).getName());
  }

  @Test
  void unknownNamesAreIgnoredAndMissingOnesAreNull() {
    assertEquals(
        new Boxes(null, null, null, null, null, null), read("{\"else\":{\"a\":[1]}}", Boxes.class));
    assertEquals(new Item(null, 1, Optional.empty()), read("{\"quantity\":1}", Item.class));
    assertNull(read("null", Item.class));
    assertEquals(OptionalInt.of(3), read("3", OptionalInt.class));
    assertEquals(OptionalInt.empty(), read("null", OptionalInt.class));
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() {
    assertEquals("Expected a whole number at /quantity", refusal("{\"sku\":\"a\"}", Item.class));
    assertEquals(
        "Expected a whole number at /quantity", refusal("{\"quantity\":null}", Item.class));
    assertEquals("Expected text at /sku", refusal("{\"sku\":1}", Item.class));
    assertEquals(
        "Expected a whole number at /items/1/quantity",
        refusal("{\"items\":[{\"quantity\":1},{\"quantity\":\"1\"}]}", Order.class));
    assertEquals("Expected an array at /items", refusal("{\"items\":{}}", Order.class));
    assertEquals("Expected an object at /items/0", refusal("{\"items\":[[]]}", Order.class));
    assertEquals(
        "Expected one of the values this field may have at /unit",
        refusal("{\"unit\":\"days\"}", Order.class));
    assertEquals("Expected other values", refusal("{\"amount\":0}", Checked.class));
    assertEquals(
        "Expected text in the form of UUID at /id", refusal("{\"id\":\"1-1-1-1-1\"}", Order.class));
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    for (String number :
        List.of("128", "-129", "1.5", "1e99", "1e9999", "\"1\"", "true", "null", "[]")) {
      assertRefused(number, byte.class);
    }
    for (String number : List.of("2147483648", "-2147483649", "0.1", "1e-1")) {
      assertRefused(number, int.class);
    }
    assertRefused("9223372036854775808", long.class);
    assertRefused("1e400", double.class);
    assertRefused("1e39", float.class);
    assertRefused("1.5", BigInteger.class);
    assertRefused("1e1000", BigInteger.class);
    assertEquals(BigInteger.TEN.pow(999), read("1e999", BigInteger.class));
    assertEquals(BigInteger.TEN.pow(40), read("1e40", BigInteger.class));
  }

  @Test
  void textsMakeValuesToo() {
    Object value =
        codec.fromTexts(
            Map.of(
                "flag", "true", "tiny", "1", "small", "2", "whole", "3", "large", "4", "real",
                "0.5", "exact", "1e3", "sign", "x"),
            Scalars.class);
    assertEquals(new Scalars(true, (byte) 1, (short) 2, 3, 4, 0.5f, 1000, 'x'), value);
    assertThrows(
        CodecException.class,
        () -> codec.fromTexts(Map.of("whole", List.of("1", "2")), Boxes.class));
    assertThrows(CodecException.class, () -> codec.fromTexts(Map.of("whole", "1x"), Boxes.class));
    assertThrows(CodecException.class, () -> codec.fromTexts(Map.of("whole", ""), Boxes.class));
    assertThrows(CodecException.class, () -> codec.fromTexts(Map.of("flag", "yes"), Boxes.class));
    assertThrows(CodecException.class, () -> codec.fromTexts(Map.of("whole", "1"), List.class));
  }

  @Test
  void whatHasNoJsonFormIsRefused() {
    Node[] loop = new Node[1];
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    for (Object value :
        new Object[] {
          Double.NaN,
          Float.POSITIVE_INFINITY,
          new Object(),
          "\ud800",
          Thread.currentThread(),
          circle,
          new File("x"),
          Map.of(List.of(), 1)
        }) {
      assertThrows(IllegalArgumentException.class, () -> codec.write(value));
    }
    assertEquals("[null]", text(codec.write(loop)));
  }

  @Test
  void noDocumentChoosesAClass() {
    String json = "{\"@class\":\"java.io.File\",\"@type\":\"x\",\"path\":\"/etc/passwd\"}";
    assertTrue(codec.read(bytes(json), Object.class) instanceof Map);
    for (Class<?> type : List.of(Runnable.class, Class.class, File.class, Comparable.class)) {
      assertThrows(
          IllegalArgumentException.class, () -> codec.read(bytes("{}"), type), type.getName());
    }
  }

  @Test
  void bytesAreBase64AndAddressesAreText() {
    assertArrayEquals(new byte[] {1, 2, -1}, read("\"AQL/\"", byte[].class));
    assertEquals("\"AQL/\"", text(codec.write(new byte[] {1, 2, -1})));
    assertEquals(URI.create("https://a/b"), read("\"https://a/b\"", URI.class));
    assertRefused("\"%%\"", byte[].class);
    assertRefused("\"a b\"", URI.class);
  }

  private void assertRefused(String json, Type type) {
    assertThrows(CodecException.class, () -> codec.read(bytes(json), type), json);
  }

  private String refusal(String json, Class<?> type) {
    return assertThrows(CodecException.class, () -> codec.read(bytes(json), type)).getMessage();
  }

  @SuppressWarnings("unchecked")
  private <T> T read(String json, Class<T> type) {
    return (T) codec.read(bytes(json), type);
  }

  private static ClassLoader loader() {
    return JsonCodecTest.class.getClassLoader();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
