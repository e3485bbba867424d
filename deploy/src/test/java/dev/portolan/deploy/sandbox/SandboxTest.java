package dev.portolan.deploy.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SandboxTest {
  @TempDir Path directory;
  private final List<String> told = new ArrayList<>();
  private final FakeCloud cloud = new FakeCloud("north");
  private final VirtualTime time = new VirtualTime();

  @Test
  void aRunStartsItsOwnCloudsAndEndsThem() {
    try (Sandbox sandbox = open(() -> List.of(cloud))) {
      assertFalse(sandbox.joined());
      assertEquals("http://127.0.0.1:1/north", sandbox.settings("north").get("endpoint"));
      assertEquals(List.of(directory), cloud.started);
      assertFalse(Files.exists(endpoint()), "nobody may join clouds that end with this run");
    }
    assertEquals(0, cloud.up);
  }

  @Test
  void aRunJoinsCloudsThatAreKeptUp() {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      try (Sandbox sandbox = open(SandboxTest::none)) {
        assertTrue(sandbox.joined());
        assertEquals(kept.settings("north"), sandbox.settings("north"));
      }
      assertEquals(1, cloud.up, "a joined cloud outlives the run that joined it");
    }
    assertFalse(Files.exists(endpoint()));
  }

  @Test
  void aDeadProcessesEndpointIsIgnored() throws Exception {
    Files.writeString(
        endpoint(), "{\"schema\":1,\"pid\":" + Long.MAX_VALUE + ",\"clouds\":{\"north\":{}}}");
    try (Sandbox sandbox = open(() -> List.of(cloud))) {
      assertFalse(sandbox.joined());
    }
  }

  @Test
  void theEndpointIsItsOwnersSecret() throws Exception {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertEquals(
            PosixFilePermissions.fromString("rw-------"),
            Files.getPosixFilePermissions(endpoint()));
      }
      assertTrue(
          Files.readString(endpoint()).contains("\"pid\" : " + ProcessHandle.current().pid()));
      assertFalse(kept.joined());
    }
  }

  @Test
  void aRunWaitsForAnotherRunsOwnClouds() {
    Sandbox other = open(() -> List.of(new FakeCloud("north")));
    time.afterSleeps(3, other::close);
    try (Sandbox sandbox = open(() -> List.of(cloud))) {
      assertFalse(sandbox.joined());
    }
    assertEquals(1, told.size(), "said once, not each time it looked: " + told);
  }

  @Test
  void aRunDoesNotWaitForever() {
    try (Sandbox other = open(() -> List.of(cloud))) {
      assertFalse(other.joined());
      DeployException e = assertThrows(DeployException.class, () -> open(SandboxTest::none));
      assertEquals(DeployException.Kind.CONFLICT, e.kind());
    }
  }

  @Test
  void aSecondOneIsNotKeptUpInTheSameDirectory() {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      assertFalse(kept.joined());
      DeployException e =
          assertThrows(
              DeployException.class,
              () -> Sandbox.keepUp(directory, List.of(cloud), time, told::add));
      assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()));
    }
  }

  @Test
  void cloudsThatLackAProviderAreNotJoined() {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      assertFalse(kept.joined());
      DeployException e =
          assertThrows(
              DeployException.class,
              () ->
                  Sandbox.open(
                      directory, List.of("north", "south"), SandboxTest::none, time, told::add));
      assertTrue(e.getMessage().endsWith("has north, not south"), e.getMessage());
    }
  }

  @Test
  void aCloudThatDoesNotStartTakesTheOthersDown() {
    FakeCloud broken = new FakeCloud("south", new IllegalStateException("no port"));
    DeployException e =
        assertThrows(DeployException.class, () -> open(() -> List.of(cloud, broken)));
    assertTrue(e.getMessage().contains("south did not start: no port"), e.getMessage());
    assertEquals(0, cloud.up);
    open(() -> List.of(cloud)).close();
  }

  private Sandbox open(Supplier<List<SandboxCloud>> clouds) {
    return Sandbox.open(directory, List.of("north"), clouds, time, told::add);
  }

  private Path endpoint() {
    return directory.resolve("endpoint.json");
  }

  private static List<SandboxCloud> none() {
    throw new AssertionError("nothing is to be started");
  }

  /** An hour passes at once. */
  private static final class VirtualTime implements TimeSource {
    private Instant now = Instant.EPOCH;
    private int sleeps;
    private int due;
    private Runnable action = () -> {};

    void afterSleeps(int count, Runnable run) {
      due = sleeps + count;
      action = run;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
      if (++sleeps == due) {
        action.run();
      }
    }
  }
}
