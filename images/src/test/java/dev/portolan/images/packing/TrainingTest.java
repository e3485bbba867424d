package dev.portolan.images.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.images.Projects;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache is what a JVM wrote that ended of itself. */
final class TrainingTest {
  @TempDir Path work;
  private HttpServer function;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "images' JVMs are for Linux");
    function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    function.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    function.start();
  }

  @AfterEach
  void stop() {
    if (function != null) {
      function.stop(0);
    }
  }

  @Test
  void whatWasWrittenUntilAForcedEndIsNoCache() throws Exception {
    Training training = training("trap '' TERM", Duration.ofMillis(1));

    TrainingException refused =
        assertThrows(TrainingException.class, () -> training.run(functions()));
    assertEquals("the function did not end on this machine within 0 s", refused.getMessage());
    assertEnded();
  }

  @Test
  void aJvmThatALauncherStartedIsEndedToo() throws Exception {
    training("", Training.PATIENCE).run(functions());
    assertEnded();
  }

  /** Both have ended, or do at once. */
  private void assertEnded() throws Exception {
    for (String pid : Files.readString(work.resolve("pids")).split("\\s+")) {
      var process = ProcessHandle.of(Long.parseLong(pid));
      if (process.isPresent()) {
        process.get().onExit().get(1, TimeUnit.MINUTES);
        assertFalse(process.get().isAlive());
      }
    }
  }

  /** A launcher that starts something and stays. */
  private Training training(String before, Duration toEnd) throws Exception {
    CacheKind kind = CacheKind.of(17);
    Path program = Files.createDirectories(work.resolve("jre/bin")).resolve("java");
    String script =
        "#!/bin/sh\n%s\nPATH=/usr/bin:/bin\n: > %s\nsleep 600 &\necho $$ $! > pids\n"
            + "echo it listens on port %d\nwait\nwait\n";
    Files.writeString(
        program, script.formatted(before, kind.file(), function.getAddress().getPort()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    LocalJvm jvm = new LocalJvm(work.resolve("jre"), "a build", 17);
    assertTrue(Files.isExecutable(jvm.program()));
    return new Training(jvm, kind, List.of(), work, toEnd);
  }

  private List<FunctionSpec> functions() throws Exception {
    return Projects.greeter(work).functions();
  }
}
