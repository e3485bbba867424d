package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KnownContentsTest {
  private static final int SIZE = 8 << 10;

  private final AtomicInteger times = new AtomicInteger();
  private final KnownContents known = new KnownContents(this::sha256);

  private byte[] sha256(byte[] bytes) {
    times.incrementAndGet();
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] some(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  @DisplayName("Equal contents are hashed once, others each, and what is told may be changed")
  void once() {
    byte[] first = known.digest(some(1, SIZE));
    byte[] copy = first.clone();
    first[0]++;
    assertArrayEquals(copy, known.digest(some(1, SIZE)));
    assertArrayEquals(copy, sha256(some(1, SIZE)));
    known.digest(some(2, SIZE));
    assertEquals(3, times.get());
  }

  @Test
  @DisplayName("Bytes that are changed after they were hashed are another content")
  void changed() {
    byte[] bytes = some(1, SIZE);
    byte[] first = known.digest(bytes);
    bytes[17]++;
    assertArrayEquals(sha256(bytes), known.digest(bytes));
    assertArrayEquals(first, known.digest(some(1, SIZE)));
  }

  @Test
  @DisplayName("Contents of one size and checksum are told apart")
  void clash() {
    byte[] one = some(1, SIZE);
    byte[] other = some(2, SIZE);
    alike(one, other);
    assertEquals(crc(one), crc(other));
    assertArrayEquals(sha256(one), known.digest(one));
    assertArrayEquals(sha256(other), known.digest(other));
    assertArrayEquals(sha256(one), known.digest(one));
  }

  /**
   * Turns those of the last 32 bits of one that give it the checksum of the other. What a bit does
   * to a checksum depends on its place alone, so that the bits to turn solve 32 linear equations.
   */
  private static void alike(byte[] wanted, byte[] bytes) {
    long[] does = new long[32];
    long[] turned = new long[32];
    long before = crc(bytes);
    for (int bit = 0; bit < 32; bit++) {
      turn(bytes, 1L << bit);
      does[bit] = crc(bytes) ^ before;
      turned[bit] = 1L << bit;
      turn(bytes, 1L << bit);
    }
    long left = crc(wanted) ^ before;
    long turn = 0;
    for (int row = 0, bit = 0; bit < 32; bit++) {
      int pivot = row;
      while (pivot < 32 && (does[pivot] >> bit & 1) == 0) {
        pivot++;
      }
      if (pivot == 32) {
        continue;
      }
      long some = does[pivot];
      does[pivot] = does[row];
      does[row] = some;
      some = turned[pivot];
      turned[pivot] = turned[row];
      turned[row] = some;
      for (int other = row + 1; other < 32; other++) {
        if ((does[other] >> bit & 1) != 0) {
          does[other] ^= does[row];
          turned[other] ^= turned[row];
        }
      }
      if ((left >> bit & 1) != 0) {
        left ^= does[row];
        turn ^= turned[row];
      }
      row++;
    }
    turn(bytes, turn);
  }

  private static void turn(byte[] bytes, long bits) {
    for (int i = 0; i < 4; i++) {
      bytes[bytes.length - 1 - i] ^= (byte) (bits >> 8 * i);
    }
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  @Test
  @DisplayName("Small and very large contents are hashed each time")
  void notKept() {
    for (int size : new int[] {0, 100, (1 << 20) + 1}) {
      byte[] bytes = some(1, size);
      assertArrayEquals(known.digest(bytes), known.digest(bytes));
    }
    assertEquals(6, times.get());
  }

  @Test
  @DisplayName("Only those that came last are kept")
  void few() {
    for (int i = 0; i < 40; i++) {
      known.digest(some(i, SIZE));
    }
    known.digest(some(39, SIZE));
    assertEquals(40, times.get());
    known.digest(some(0, SIZE));
    assertEquals(41, times.get());
  }
}
