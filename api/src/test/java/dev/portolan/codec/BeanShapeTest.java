package dev.portolan.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import kotlin.Metadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("checkstyle:all")
@DisplayName("What a class that is no record tells, and is told")
final class BeanShapeTest {
  private final JsonCodec codec = new JsonCodec();

  private String written(Object value) {
    return new String(codec.write(value), StandardCharsets.UTF_8);
  }

  private <T> T read(String json, Class<T> type) {
    return type.cast(codec.read(json.getBytes(StandardCharsets.UTF_8), type));
  }

  /** Java's, with a dollar in its names. */
  public static final class Dollars {
    public int getX$y() {
      return 1;
    }

    public int getX$z() {
      return 2;
    }
  }

  /** Kotlin's: an internal property, and another that is not. */
  @Metadata
  public static final class Internal {
    public int getLevel$shop() {
      return 1;
    }

    public int getOther$shop() {
      return 2;
    }

    public int getOther() {
      return 3;
    }
  }

  @Test
  @DisplayName("only Kotlin's internal names are cut, and none over a getter that is there")
  void dollars() {
    assertEquals("{\"x$y\":1,\"x$z\":2}", written(new Dollars()));
    assertEquals("{\"level\":1,\"other\":3}", written(new Internal()));
  }

  /** Of Java, with getters. */
  public static class Told {
    private final String name;
    private final String secret;

    public Told(String name, String secret) {
      this.name = name;
      this.secret = secret;
    }

    public String getName() {
      return "get " + name;
    }

    public String name() {
      return "plain " + name;
    }

    public String secret() {
      return secret;
    }
  }

  /** The same of Kotlin. */
  @Metadata
  public static final class ToldByKotlin extends Told {
    private final String name;
    private final String secret;

    public ToldByKotlin(String name, String secret) {
      super(name, secret);
      this.name = name;
      this.secret = secret;
    }
  }

  /** Of Java, without any getter. */
  public static final class Plain {
    private final String name;
    private final boolean isOpen;

    public Plain(String name, boolean isOpen) {
      this.name = name;
      this.isOpen = isOpen;
    }

    public String name() {
      return name;
    }

    public boolean isOpen() {
      return isOpen;
    }
  }

  @Test
  @DisplayName("a plain accessor is a property of Kotlin, of Scala, and where there is no getter")
  void accessors() {
    assertEquals("{\"name\":\"get a\"}", written(new Told("a", "b")));
    assertEquals("{\"name\":\"get a\",\"secret\":\"b\"}", written(new ToldByKotlin("a", "b")));
    assertEquals("{\"isOpen\":true,\"name\":\"a\"}", written(new Plain("a", true)));
  }

  /** Its constructor looks at what it takes, and its field is open. */
  public static final class Trimmed {
    public String name;
    public String note;

    public Trimmed(String name) {
      this.name = name.strip();
    }
  }

  @Test
  @DisplayName("what the constructor took is not told again to its field")
  void fields() {
    Trimmed trimmed = read("{\"name\":\" a \",\"note\":\" b \"}", Trimmed.class);
    assertEquals("a", trimmed.name);
    assertEquals(" b ", trimmed.note);
  }

  /** A bean of Java's, beside a class that is named as a companion and must not be started. */
  public static final class Changing {
    private String name = "nobody";

    public Changing() {}

    public Changing(String name) {
      this.name = name;
    }

    public void setName(String name) {
      this.name = "set " + name;
    }

    public String getName() {
      return name;
    }
  }

  /** No companion: it has no object of itself. */
  public static final class Changing$ {
    static {
      started = true;
    }
  }

  private static boolean started;

  @Test
  @DisplayName("a bean that can be told all is made with nothing, and nothing beside it is started")
  void changing() {
    assertEquals("set a", read("{\"name\":\"a\"}", Changing.class).getName());
    assertEquals("nobody", read("{}", Changing.class).getName());
    assertFalse(started);
  }
}
