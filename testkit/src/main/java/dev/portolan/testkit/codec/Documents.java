package dev.portolan.testkit.codec;

import dev.portolan.testkit.codec.Values.Any;
import dev.portolan.testkit.codec.Values.Boxes;
import dev.portolan.testkit.codec.Values.Item;
import dev.portolan.testkit.codec.Values.Optionals;
import dev.portolan.testkit.codec.Values.Order;
import dev.portolan.testkit.codec.Values.Primitives;
import dev.portolan.testkit.codec.Values.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Random values and documents, by a seed that a failure tells. */
final class Documents {
  /** What stands in the place of a value in documents that are nearly right. */
  private static final List<String> OTHERS =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.0",
          "1.5",
          "1e2",
          "1e99",
          "128",
          "\"\"",
          "\"1\"",
          "\"a\"",
          "\" \"",
          "\"NaN\"",
          "\"true\"",
          "\"DAYS\"",
          "\"days\"",
          "[]",
          "{}",
          "[1]",
          "[null]",
          "[\"a\"]",
          "{\"a\":1}",
          "\"2026-01-02T03:04:05Z\"",
          "2147483648",
          "9223372036854775808");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** Where a failure was found. */
  String at(byte[] json) {
    return "seed " + seed + ": " + new String(json, StandardCharsets.UTF_8);
  }

  /** A document's value. */
  Object value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return random.nextLong() >> random.nextInt(64);
      case 1:
        return decimal();
      case 2:
        return random.nextBoolean();
      case 3:
        return random.nextInt(4) == 0 ? null : random.nextGaussian();
      case 4:
      case 5:
        return text();
      case 6:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(value(depth - 1));
        }
        return list;
      default:
        return names(depth);
    }
  }

  private Map<String, Object> names(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(), value(depth - 1));
    }
    return map;
  }

  /** A value of one of our types. */
  Object like(Class<?> type) {
    if (type == Order.class) {
      return order();
    }
    if (type == Item.class) {
      return item();
    }
    if (type == Primitives.class) {
      return new Primitives(
          random.nextBoolean(),
          (byte) random.nextInt(),
          (short) random.nextInt(),
          random.nextInt(),
          random.nextLong(),
          random.nextFloat(),
          random.nextGaussian(),
          (char) (' ' + random.nextInt(0x400)));
    }
    if (type == Boxes.class) {
      return new Boxes(
          maybe(true),
          maybe((byte) 1),
          maybe((short) 2),
          maybe(random.nextInt()),
          maybe(random.nextLong()),
          maybe(random.nextFloat()),
          maybe(random.nextGaussian()),
          maybe('x'),
          maybe(new BigInteger(random.nextInt(200), random)),
          maybe(decimal()),
          maybe(text()),
          maybe(Unit.HOURS));
    }
    if (type == Optionals.class) {
      return new Optionals(
          Optional.ofNullable(maybe(text())),
          OptionalInt.of(random.nextInt()),
          OptionalLong.empty(),
          OptionalDouble.of(random.nextGaussian()),
          Optional.ofNullable(maybe(List.of(item()))));
    }
    return new Any(value(2), List.of(text(), random.nextLong()), names(2));
  }

  Order order() {
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    Set<String> tags = new LinkedHashSet<>();
    List<Item> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      prices.put(text(), decimal());
      tags.add(text());
      items.add(item());
    }
    return new Order(
        maybe(new UUID(random.nextLong(), random.nextLong())),
        maybe(URI.create("https://a/" + random.nextInt())),
        maybe(items),
        maybe(prices),
        maybe(random.nextBoolean() ? Unit.DAYS : Unit.HOURS),
        random.nextBoolean(),
        maybe(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))),
        Optional.ofNullable(maybe(item())),
        maybe(tags),
        maybe(random.nextGaussian()));
  }

  private Item item() {
    return new Item(text(), random.nextInt(), Optional.ofNullable(maybe(text())));
  }

  private <T> T maybe(T value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  private BigDecimal decimal() {
    return new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(40) - 20);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int code;
      do {
        code = random.nextInt(new int[] {0x20, 0x80, 0x800, 0x10000, 0x110000}[random.nextInt(5)]);
      } while (code >= 0xd800 && code <= 0xdfff);
      text.appendCodePoint(code);
    }
    return text.toString();
  }

  /** The same document with another value somewhere, or a byte changed. */
  byte[] nearly(byte[] json) {
    if (random.nextInt(3) == 0) {
      byte[] changed = json.clone();
      changed[random.nextInt(changed.length)] =
          (byte) "{}[]\",:0123456789.eE+-\\utrfalsn \n".charAt(random.nextInt(33));
      return changed;
    }
    String text = new String(json, StandardCharsets.UTF_8);
    int colon = text.indexOf(':', random.nextInt(text.length()));
    int end = colon;
    while (end >= 0 && end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (colon < 0) {
      return json;
    }
    String other = OTHERS.get(random.nextInt(OTHERS.size()));
    return (text.substring(0, colon + 1) + other + text.substring(end))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** With every number as a decimal without trailing zeros, so that equal values are equal. */
  static Object plain(Object value) {
    if (value instanceof Number) {
      BigDecimal decimal = new BigDecimal(value.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(key, plain(item)));
      return plain;
    }
    return value;
  }
}
