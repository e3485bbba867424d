package dev.portolan.codec.jackson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kotlin.jvm.internal.DefaultConstructorMarker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is alike of both Jacksons beyond values without annotations. */
@DisplayName("what a user of Jackson expects")
public abstract class AdaptationContract {
  private final Codec plain;
  private final Codec shop;
  private final Codec own;
  private final Class<?> tree;

  /**
   * Of one of them.
   *
   * @param plain the codec as it comes
   * @param shop one with a mapper of a user's: {@link Money} is a text, {@code EUR 995}, a {@code
   *     UUID} may be a number, names are in snake case, and unknown ones refused
   * @param own one with a mapper that knows nothing of this house
   * @param tree its {@code JsonNode}
   */
  protected AdaptationContract(Codec plain, Codec shop, Codec own, Class<?> tree) {
    this.plain = plain;
    this.shop = shop;
    this.own = own;
    this.tree = tree;
  }

  /** Of which only a module knows how it looks. */
  public record Money(long cents) {}

  record Bill(Money grandTotal, UUID billId) {}

  @Test
  @DisplayName("modules, naming strategies and features of one's own mapper")
  void ownMapper() {
    Bill bill = new Bill(new Money(995), new UUID(0, 7));
    assertEquals(
        "{\"grand_total\":\"EUR 995\",\"bill_id\":\"" + bill.billId() + "\"}",
        text(shop.write(bill)));
    assertEquals(bill, read(shop, "{\"grand_total\":\"EUR 995\",\"bill_id\":7}", Bill.class));
    assertEquals(
        "Expected no other names",
        refusal(shop, "{\"secret\":1}", Bill.class),
        "the name is the sender's");
    assertEquals(
        "Expected other values at /grand_total",
        refusal(shop, "{\"grand_total\":\"EUR x\"}", Bill.class));
  }

  @Test
  @DisplayName("a mapper that is all one's own, behind the same limits")
  void foreignMapper() {
    assertEquals(Map.of("a", 1L), read(own, "{\"a\":1}", Map.class));
    assertEquals(new Money(1), read(own, "{\"cents\":\"1\"}", Money.class), "as it coerces");
    for (String json : List.of("{\"a\":1,\"a\":1}", "[".repeat(201) + "]".repeat(201), "[1] 2")) {
      assertThrows(CodecException.class, () -> read(own, json, Object.class), json);
    }
    assertThrows(IllegalArgumentException.class, () -> own.write(Double.NaN));
    String told = refusal(own, "{\"cents\":\"x\"}", Money.class);
    assertFalse(told.contains("Money") || told.contains("Source") || told.contains("x\""), told);
  }

  record Dates(
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
      @JsonFormat(shape = JsonFormat.Shape.STRING) long number,
      @JsonAlias("when") Instant at) {}

  enum Size {
    @com.fasterxml.jackson.annotation.JsonProperty("s")
    SMALL,
    LARGE
  }

  record Code(@JsonValue String value) {
    @JsonCreator
    static Code of(String text) {
      return new Code(text.trim());
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  sealed interface Shape permits Circle, Square {}

  record Circle(double radius, Instant at) implements Shape {}

  record Square(int side) implements Shape {}

  /** Takes what it does not name. */
  public static final class Open {
    public int known;
    final Map<String, Object> others = new TreeMap<>();

    @JsonAnySetter
    void other(String name, Object value) {
      others.put(name, value);
    }
  }

  @Test
  @DisplayName("annotations do what they say")
  void annotations() {
    Dates dates = new Dates(LocalDate.of(2026, 2, 28), Long.MAX_VALUE, Instant.EPOCH);
    String json =
        "{\"day\":\"28.02.2026\",\"number\":\"9223372036854775807\",\"at\":\"1970-01-01T00:00:00Z\"}";
    assertEquals(json, text(plain.write(dates)));
    assertEquals(dates, read(plain, json.replace("\"at\"", "\"when\""), Dates.class));
    assertEquals("\"s\"", text(plain.write(Size.SMALL)));
    assertEquals(Size.SMALL, read(plain, "\"s\"", Size.class));
    assertEquals(new Code("a"), read(plain, "\" a \"", Code.class));
    assertEquals("\"a\"", text(plain.write(new Code("a"))));
    Circle circle = new Circle(0.5, Instant.EPOCH);
    String shape = "{\"radius\":0.5,\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"circle\"}";
    assertEquals(circle, read(plain, shape, Shape.class), "the kind comes last");
    assertEquals(new Square(2), read(plain, "{\"kind\":\"square\",\"side\":2}", Shape.class));
    refusal(plain, "{\"kind\":\"java.io.File\",\"side\":2}", Shape.class);
    Open open = (Open) read(plain, "{\"known\":1,\"b\":1.50}", Open.class);
    assertEquals("{b=1.50}", open.others.toString());
  }

  /** Lets a document name any class. */
  public static final class Unsafe {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public Object any;
  }

  @Test
  @DisplayName("no document chooses among all classes, whatever an annotation says")
  void anyClass() {
    String json = "{\"any\":{\"@class\":\"java.util.LinkedHashMap\"}}";
    assertThrows(IllegalArgumentException.class, () -> read(plain, json, Unsafe.class));
  }

  @Test
  @DisplayName("a function may take Jackson's own tree")
  void tree() {
    Object node = read(plain, "{\"a\":[1,1.5,9223372036854775808]}", tree);
    assertEquals("{\"a\":[1,1.5,9223372036854775808]}", node.toString());
    assertEquals("{\"a\":[1,1.5,9223372036854775808]}", text(plain.write(node)));
  }

  @Test
  @DisplayName("a tree keeps every digit")
  void treeOfNumbers() {
    String json = "[1.10,123000000000000000000000000000]";
    assertEquals(json, text(plain.write(read(plain, json, tree))));
  }

  /** As Kotlin compiles a class of a value and a variable, both with defaults. */
  public static final class Half {
    private final String fixed;
    private String open;

    public Half() {
      this("a", "b");
    }

    public Half(String fixed, String open) {
      this.fixed = fixed;
      this.open = open;
    }

    Half(String fixed, String open, int mask, DefaultConstructorMarker marker) {
      this(fixed, open);
    }

    public String getFixed() {
      return fixed;
    }

    public String getOpen() {
      return open;
    }

    public void setOpen(String open) {
      this.open = open;
    }
  }

  @Test
  @DisplayName("a Kotlin class that can be told only in part is made by its constructor")
  void kotlin() {
    String json = "{\"fixed\":\"x\",\"open\":\"y\"}";
    assertEquals(json, text(plain.write(read(plain, json, Half.class))));
  }

  private static Object read(Codec codec, String json, Class<?> type) {
    return codec.read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String refusal(Codec codec, String json, Class<?> type) {
    return assertThrows(CodecException.class, () -> read(codec, json, type), json).getMessage();
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
