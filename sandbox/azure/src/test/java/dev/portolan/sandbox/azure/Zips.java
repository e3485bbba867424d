package dev.portolan.sandbox.azure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages of text files. */
final class Zips {
  static final String HOST = "{\"version\":\"2.0\"}";
  static final String FUNCTION =
      "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"a.B.run\",\"bindings\":[{\"type\":"
          + "\"httpTrigger\",\"direction\":\"in\",\"name\":\"request\"}]}";

  private Zips() {}

  /** A package with one function. */
  static byte[] function(String name) {
    return of(Map.of("host.json", HOST, name + "/function.json", FUNCTION));
  }

  static byte[] of(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
