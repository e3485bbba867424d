package dev.portolan.sandbox.gcp.functions;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** How much a source may be when it is unpacked. */
class BuildTest {
  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static void refused(byte[] source, long largest) {
    GoogleRefusal refusal =
        assertThrows(GoogleRefusal.class, () -> Build.check(source, "A", largest));
    assertEquals(FunctionError.TOO_LARGE, refusal.shape());
  }

  @Test
  void countsWhatTheSourceAndItsJarsHold() throws Exception {
    byte[] jar = zip("A.class", new byte[100_000]);
    byte[] source = zip("f.jar", jar);
    long all = 100_000L + jar.length;
    assertDoesNotThrow(() -> Build.check(source, "A", all));
    refused(source, all - 1);
    refused(source, jar.length - 1);
    refused(zip("notes.txt", new byte[100_000]), 99_999);
  }
}
