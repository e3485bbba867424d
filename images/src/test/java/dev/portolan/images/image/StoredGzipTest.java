package dev.portolan.images.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredGzipTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65534, 65535, 65536, 131070, 200_001})
  void theJdkUnpacksWhatWasPacked(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    byte[] packed = packed(bytes, 8191);

    assertArrayEquals(bytes, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 65535, 1 << 20})
  void theBytesDoNotDependOnHowTheyWereWritten(int portion) throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(8).nextBytes(bytes);

    assertEquals(Sha256.hex(packed(bytes, 4096)), Sha256.hex(packed(bytes, portion)));
  }

  private static byte[] packed(byte[] bytes, int portion) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StoredGzip gzip = new StoredGzip(out)) {
      for (int at = 0; at < bytes.length; at += portion) {
        gzip.write(bytes, at, Math.min(portion, bytes.length - at));
      }
    }
    return out.toByteArray();
  }
}
