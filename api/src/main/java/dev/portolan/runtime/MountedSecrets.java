package dev.portolan.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads secrets where the deployer has them mounted: {@code DIRECTORY/NAME/VERSION}, or {@code
 * DIRECTORY/NAME/value} for a reference without version.
 *
 * <p>The directory is {@code /etc/portolan/secrets} unless {@code PORTOLAN_SECRETS} names another.
 * A file is read when it is asked for: the platform replaces it when the secret changes.
 */
final class MountedSecrets {
  private MountedSecrets() {}

  static String read(Map<String, String> environment, String name, String version)
      throws IOException {
    Path directory = Path.of(environment.getOrDefault("PORTOLAN_SECRETS", "/etc/portolan/secrets"));
    requireSegment(name);
    Path file = directory.resolve(name);
    if (version.isEmpty()) {
      file = file.resolve("value");
    } else {
      requireSegment(version);
      file = file.resolve(version);
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException absent) {
      throw new IOException("no file " + file + ": is the secret mounted?");
    }
  }

  private static void requireSegment(String text) throws IOException {
    boolean valid = !text.isEmpty() && text.charAt(0) != '.';
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      valid = letterOrDigit || c == '-' || c == '_' || c == '.';
    }
    if (!valid) {
      throw new IOException("a name or version that is more than letters, digits, dashes and dots");
    }
  }
}
