package dev.portolan.deploy.driver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ObstaclesTest {
  private static final DeployException MISSING =
      DeployException.of(Kind.NOT_FOUND, "there is no queue to-pack", "create it");
  private static final DeployException TAKEN =
      DeployException.of(Kind.NOT_OWNED, "site shop belongs to others", "");

  private final Obstacles obstacles = new Obstacles();

  private DeployException refused() {
    return assertThrows(DeployException.class, obstacles::refuse);
  }

  @Test
  @DisplayName("None: the planning goes on")
  void none() {
    assertDoesNotThrow(obstacles::refuse);
  }

  @Test
  @DisplayName("One: that itself")
  void one() {
    obstacles.add(MISSING);
    assertSame(MISSING, refused());
  }

  @Test
  @DisplayName("Several: all of them, each with what to do; of their kind if it is one")
  void several() throws Exception {
    obstacles.of(
        () -> {
          throw MISSING;
        });
    obstacles.problem(Kind.NOT_FOUND, "pack", "there is no bucket photos", "");
    DeployException told = refused();
    assertEquals(Kind.NOT_FOUND, told.kind());
    assertEquals(
        """
        2 problems before anything was changed:
          - there is no queue to-pack; create it
          - pack: there is no bucket photos""",
        told.getMessage());
    assertEquals("do what each asks for, and run it again", told.hint());
    obstacles.add(TAKEN);
    assertEquals(Kind.INVALID_CONFIGURATION, refused().kind());
  }

  @Test
  @DisplayName("What is somebody else's is told alone")
  void strangers() {
    obstacles.add(MISSING);
    obstacles.stranger(TAKEN);
    assertSame(TAKEN, refused());
  }

  @Test
  @DisplayName("What helps with all of them is said once")
  void alike() {
    DeployException other = DeployException.of(Kind.NOT_OWNED, "plan shop is another's", "rename");
    obstacles.stranger(DeployException.of(Kind.NOT_OWNED, "site shop is another's", "rename"));
    obstacles.stranger(other);
    DeployException told = refused();
    assertEquals("rename", told.hint());
    assertTrue(told.getMessage().endsWith("\n  - plan shop is another's"), told.getMessage());
  }

  @Test
  @DisplayName("A look that fails, and does not refuse, ends the planning")
  void broken() {
    IOException broken = new IOException("connection reset");
    assertSame(
        broken,
        assertThrows(
            IOException.class,
            () ->
                obstacles.of(
                    () -> {
                      throw broken;
                    })));
  }
}
