package dev.portolan.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random documents, written and read by us and by Jackson; then the same with bytes changed. */
final class RandomDocumentsTest {
  private static final boolean NIGHTLY = Boolean.getBoolean("surefire.nightly");
  private static final int DOCUMENTS = NIGHTLY ? 2_000_000 : 20_000;
  private static final int MUTATIONS = NIGHTLY ? 20_000_000 : 200_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void readsWhatJacksonWrites() throws IOException {
    for (int i = 0; i < DOCUMENTS; i++) {
      Object value = value(4);
      byte[] document = Yardstick.JACKSON.writeValueAsBytes(value);
      assertEquals(plain(value), plain(JsonReader.read(document)), at(i, document));
    }
  }

  @Test
  void writesWhatJacksonReads() throws IOException {
    for (int i = 0; i < DOCUMENTS; i++) {
      Object value = value(4);
      byte[] document = new JsonWriter().value(value).toBytes();
      assertTrue(Yardstick.same(value, Yardstick.read(document)), at(i, document));
      assertEquals(plain(value), plain(JsonReader.read(document)), at(i, document));
    }
  }

  /** Whatever we take, Jackson takes and reads alike; nothing else than a refusal is thrown. */
  @Test
  void takesNoMutantThatJacksonRefuses() {
    List<byte[]> parents = new ArrayList<>(JsonCorpus.accepted());
    parents.addAll(JsonCorpus.refused());
    parents.addAll(JsonCorpus.disputed());
    parents.removeIf(parent -> parent.length > 2000);
    for (int i = 0; i < 200; i++) {
      parents.add(new JsonWriter().value(value(4)).toBytes());
    }
    int taken = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutant = mutate(parents.get(random.nextInt(parents.size())));
      Object ours;
      try {
        ours = JsonReader.read(mutant);
      } catch (CodecException refused) {
        continue;
      }
      taken++;
      try {
        JsonNode theirs = Yardstick.read(mutant);
        assertTrue(Yardstick.same(ours, theirs), at(i, mutant));
      } catch (IOException refused) {
        throw new AssertionError(at(i, mutant), refused);
      }
      byte[] again = new JsonWriter().value(ours).toBytes();
      assertEquals(plain(ours), plain(JsonReader.read(again)), at(i, mutant));
    }
    assertTrue(taken > MUTATIONS / 100, "the mutants are worth something: " + taken);
  }

  private String at(int index, byte[] document) {
    return "seed "
        + seed
        + ", number "
        + index
        + ": "
        + new String(document, StandardCharsets.UTF_8);
  }

  private byte[] mutate(byte[] parent) {
    byte[] mutant = parent.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && mutant.length > 0; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0:
          mutant[at] = (byte) random.nextInt(256);
          break;
        case 1:
          mutant[at] = (byte) "{}[]\",:0123456789.eE+-\\utrfalsn \n".charAt(random.nextInt(33));
          break;
        case 2:
          mutant = spliced(mutant, at, at + 1 + random.nextInt(mutant.length - at), new byte[0]);
          break;
        case 3:
          int end = at + 1 + random.nextInt(Math.min(8, mutant.length - at));
          mutant = spliced(mutant, at, at, Arrays.copyOfRange(mutant, at, end));
          break;
        default:
          mutant[at] ^= (byte) (1 << random.nextInt(8));
          break;
      }
    }
    return mutant;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }

  private Object value(int depth) {
    switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0:
        return random.nextLong() >> random.nextInt(64);
      case 1:
        return new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(40) - 20);
      case 2:
        return random.nextBoolean();
      case 3:
        return null;
      case 4:
        return Double.longBitsToDouble(random.nextLong()) * 0 == 0 ? random.nextGaussian() : 0.5;
      case 5:
      case 6:
        return text();
      case 7:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(value(depth - 1));
        }
        return list;
      default:
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          map.put(text(), value(depth - 1));
        }
        return map;
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int code;
      do {
        code = random.nextInt(new int[] {0x20, 0x80, 0x800, 0x10000, 0x110000}[random.nextInt(5)]);
      } while (code >= 0xd800 && code <= 0xdfff);
      text.appendCodePoint(code);
    }
    return text.toString();
  }

  /** With every number as a decimal without trailing zeros, so that equal values are equal. */
  private static Object plain(Object value) {
    if (value instanceof Number) {
      BigDecimal decimal = new BigDecimal(value.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    if (value instanceof List) {
      List<Object> plain = new ArrayList<>();
      ((List<?>) value).forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value instanceof Map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, item) -> plain.put(key, plain(item)));
      return plain;
    }
    return value;
  }
}
