package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is a file, and nothing but a secret is. */
final class MountedSecretsTest {
  @TempDir private Path directory;
  private Map<String, String> environment;

  @BeforeEach
  void mount() throws IOException {
    environment = Map.of("PORTOLAN_SECRETS", directory.resolve("secrets").toString());
    Path secret = Files.createDirectories(directory.resolve("secrets/db-password"));
    Files.writeString(secret.resolve("value"), "hunter2");
    Files.writeString(secret.resolve("3"), "hunter3");
    Files.writeString(directory.resolve("outside"), "not yours");
  }

  @Test
  void theCurrentAndAChosenVersion() throws IOException {
    assertEquals("hunter2", MountedSecrets.read(environment, "db-password", ""));
    assertEquals("hunter3", MountedSecrets.read(environment, "db-password", "3"));
    Files.writeString(directory.resolve("secrets/db-password/value"), "changed");
    assertEquals("changed", MountedSecrets.read(environment, "db-password", ""));
  }

  @Test
  void nothingElse() {
    for (String name :
        List.of("", ".", "..", "../outside", "a/b", "/etc", "a\\b", ".hidden", "a b")) {
      IOException refused =
          assertThrows(IOException.class, () -> MountedSecrets.read(environment, name, ""));
      assertFalse(refused.getMessage().contains("not yours"));
      if (!name.isEmpty()) {
        assertThrows(
            IOException.class, () -> MountedSecrets.read(environment, "db-password", name));
      }
    }
  }

  @Test
  void anAbsentOneIsSaid() {
    IOException absent =
        assertThrows(IOException.class, () -> MountedSecrets.read(environment, "other", ""));
    assertTrue(absent.getMessage().contains("is the secret mounted?"), absent.getMessage());
  }
}
