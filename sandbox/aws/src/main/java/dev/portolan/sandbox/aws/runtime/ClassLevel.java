package dev.portolan.sandbox.aws.runtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Whether the handler's class is too new for the runtime that was asked for. Lambda's JVM would say
 * so itself; the one that runs here may be newer than Lambda's.
 */
final class ClassLevel {
  private ClassLevel() {}

  /** The error that the real runtime ends its start with; empty when the class may be loaded. */
  static Optional<byte[]> refusal(RunSpec function, Path code) throws IOException {
    String digits = function.runtime().replaceAll("^java(\\d+).*", "$1");
    int known = digits.matches("\\d+") ? Integer.parseInt(digits) + 44 : Integer.MAX_VALUE;
    String name = function.handler().replaceFirst("::.*", "").replace('.', '/');
    int major = major(code, name + ".class");
    if (major <= known) {
      return Optional.empty();
    }
    String message =
        "Error loading class "
            + name.replace('/', '.')
            + ": "
            + name
            + " has been compiled by a more recent version of the Java Runtime (class file version "
            + major
            + ".0), this version of the Java Runtime only recognizes class file versions up"
            + " to "
            + known
            + ".0";
    return Optional.of(
        ("{\"errorMessage\":\""
                + message
                + "\",\"errorType\":\"java.lang.UnsupportedClassVersionError\"}")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Class file version of the handler, where the runtime would find it; 0 when it is nowhere. */
  private static int major(Path code, String file) throws IOException {
    if (Files.isRegularFile(code.resolve(file))) {
      try (InputStream stream = Files.newInputStream(code.resolve(file))) {
        return major(stream);
      }
    }
    if (!Files.isDirectory(code.resolve("lib"))) {
      return 0;
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(code.resolve("lib"))) {
      jars = files.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      try (ZipFile archive = new ZipFile(jar.toFile())) {
        ZipEntry entry = archive.getEntry(file);
        if (entry != null) {
          try (InputStream stream = archive.getInputStream(entry)) {
            return major(stream);
          }
        }
      } catch (ZipException expected) {
        // not a jar: the class path passes it over, and so does this
        continue;
      }
    }
    return 0;
  }

  private static int major(InputStream stream) throws IOException {
    DataInputStream data = new DataInputStream(stream);
    data.readInt();
    data.readUnsignedShort();
    return data.readUnsignedShort();
  }
}
