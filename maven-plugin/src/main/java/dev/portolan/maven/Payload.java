package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent: a text as it was typed, or a file's content.
 *
 * @param fileName without its directories; empty for no file
 */
record Payload(byte[] bytes, String fileName) {

  /** Its lines that are not blank. */
  List<byte[]> lines() {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /**
   * Reads {@code data} from the command line.
   *
   * @param data {@code @} and a path, a text, or null for nothing
   * @param base where a relative path begins
   */
  static Payload of(String data, Path base) {
    if (data == null) {
      return new Payload(new byte[0], "");
    }
    if (!data.startsWith("@")) {
      return new Payload(data.getBytes(StandardCharsets.UTF_8), "");
    }
    Path file = base.resolve(data.substring(1));
    try {
      return new Payload(Files.readAllBytes(file), file.getFileName().toString());
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "-Ddata: cannot read " + file + ": " + e,
          "name a file behind @, from the project's directory on",
          e);
    }
  }
}
