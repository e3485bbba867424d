package dev.portolan.testkit.codec;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** The types that a function's input and output are made of, without any library's annotation. */
final class Values {
  private Values() {}

  enum Unit {
    DAYS,
    HOURS {
      @Override
      public String toString() {
        return "hours, in other words";
      }
    }
  }

  record Empty() {}

  record One(String name) {}

  record Item(String sku, int quantity, Optional<String> note) {}

  record Order(
      UUID id,
      URI place,
      List<Item> items,
      Map<String, BigDecimal> prices,
      Unit unit,
      boolean paid,
      Instant at,
      Optional<Item> gift,
      Set<String> tags,
      Double weight) {}

  record Primitives(
      boolean flag,
      byte tiny,
      short small,
      int whole,
      long large,
      float real,
      double exact,
      char sign) {}

  record Boxes(
      Boolean flag,
      Byte tiny,
      Short small,
      Integer whole,
      Long large,
      Float real,
      Double exact,
      Character sign,
      BigInteger huge,
      BigDecimal money,
      String text,
      Unit unit) {}

  record Times(
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime both,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Duration duration,
      Period period,
      Year year,
      YearMonth month,
      MonthDay birthday,
      DayOfWeek day,
      ZoneId zone) {}

  record Optionals(
      Optional<String> text,
      OptionalInt whole,
      OptionalLong large,
      OptionalDouble real,
      Optional<List<Item>> items) {}

  record Page<T>(List<T> items, T first, Map<String, List<T>> groups, Optional<T> last) {}

  record Keys(
      Map<Integer, String> numbers,
      Map<Unit, Integer> units,
      Map<UUID, Integer> ids,
      SortedMap<LocalDate, Integer> days) {}

  record Arrays(
      int[] numbers, String[] texts, Item[] items, byte[] bytes, double[] reals, char[] signs) {}

  record Any(Object value, List<Object> values, Map<String, Object> names) {}

  record Node(String name, Node next) {}

  record Checked(int amount) {
    Checked {
      if (amount < 1) {
        throw new IllegalArgumentException("secret rule 17");
      }
    }
  }

  record Thorough(String text) {
    Thorough {
      Objects.requireNonNull(text, "secret rule 18");
    }
  }

  record Broken(int amount) {
    Broken {
      if (amount > 0) {
        throw new IllegalStateException("a defect");
      }
    }
  }

  record Holder(List<Checked> checked, Thorough thorough) {}

  /** Not a record. */
  public static final class Bean {
    public int open = 7;
    public final int fixed = 3;
    private String name = "nobody";
    private List<Integer> numbers;
    private final List<String> notes = new java.util.ArrayList<>();
    private long hidden = 1;
    private String url;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public List<Integer> getNumbers() {
      return numbers;
    }

    public void setNumbers(List<Integer> numbers) {
      this.numbers = numbers;
    }

    public boolean isReady() {
      return numbers != null;
    }

    public List<String> getNotes() {
      return notes;
    }

    public long getHidden() {
      return hidden;
    }

    public String getURL() {
      return url;
    }

    public void setURL(String url) {
      this.url = url;
    }
  }

  /** Refuses by its setter. */
  public static final class Picky {
    private int amount;

    public int getAmount() {
      return amount;
    }

    public void setAmount(int amount) {
      if (amount < 1) {
        throw new IllegalArgumentException("secret rule 19");
      }
      this.amount = amount;
    }
  }

  /** Can be made with nothing and with all, and changes. */
  public static final class Person {
    private String name = "nobody";
    private int age = 7;

    public Person() {}

    public Person(String name, int age) {
      this.name = name;
      this.age = age;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getAge() {
      return age;
    }

    public void setAge(int age) {
      this.age = age;
    }
  }

  /** Can be made with nothing and with all, and does not change. */
  public static final class Point {
    private final String zone;
    private final int area;

    public Point() {
      this("none", 0);
    }

    public Point(String zone, int area) {
      this.zone = zone;
      this.area = area;
    }

    public String getZone() {
      return zone;
    }

    public int getArea() {
      return area;
    }

    public boolean isLarge() {
      return area > 1;
    }
  }

  /** Can be told nothing. */
  public static final class Silent {
    public String getName() {
      return "nobody";
    }
  }
}
