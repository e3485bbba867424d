package dev.portolan.deploy.packaging;

import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The generated jar that travels beside the application's own, which is never rewritten. Holds the
 * descriptor, and a {@code Class-Path} for platforms that want one root jar.
 */
public final class PortolanJar {
  /** What it is called. */
  public static final String NAME = "portolan.jar";

  /** A manifest's line holds 72 bytes; the rest follows behind a space. */
  private static final int MANIFEST_LINE = 72;

  private PortolanJar() {}

  /** Writes the jar into a directory. */
  public static Artifact write(List<FunctionSpec> functions, Path directory) throws IOException {
    return write(functions, List.of(), directory);
  }

  /**
   * Writes the jar into a directory.
   *
   * @param classPath relative names for the manifest's {@code Class-Path}; empty for none
   */
  public static Artifact write(List<FunctionSpec> functions, List<String> classPath, Path directory)
      throws IOException {
    return ReproducibleZip.create()
        .add("META-INF/MANIFEST.MF", manifest(classPath).getBytes(StandardCharsets.UTF_8))
        .add(Descriptor.PATH, Descriptor.json(functions).getBytes(StandardCharsets.UTF_8))
        .write(directory.resolve(NAME));
  }

  private static String manifest(List<String> classPath) {
    String entry = classPath.isEmpty() ? "" : folded("Class-Path: " + String.join(" ", classPath));
    return "Manifest-Version: 1.0\r\n" + entry + "\r\n";
  }

  private static String folded(String line) {
    StringBuilder folded = new StringBuilder();
    int column = 0;
    for (char c : line.toCharArray()) {
      if (column == MANIFEST_LINE - 2) {
        folded.append("\r\n ");
        column = 1;
      }
      folded.append(c);
      column++;
    }
    return folded.append("\r\n").toString();
  }
}
