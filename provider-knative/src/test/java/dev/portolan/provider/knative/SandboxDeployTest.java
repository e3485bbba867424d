package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.images.Projects;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.Setup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets: the image that was pushed runs as a process and answers. */
final class SandboxDeployTest {
  @TempDir Path work;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private KnativeCloud cloud;
  private Application project;

  @BeforeEach
  void start() throws Exception {
    cloud = KnativeCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), said::add));
    project = Projects.greeter(work);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void whatWasDeployedAnswersAndTheSecondTimeNothingChanges() throws Exception {
    try (Portolan portolan = open()) {
      Outcome first = portolan.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, first.exitCode(), first.toString());
      byte[] ada = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
      assertEquals(
          "{\"greeting\":\"Hello, Ada!\"}",
          new String(
              portolan.invoke(project.owner(), "greeter", ada).payload(), StandardCharsets.UTF_8));
      List<String> log = new ArrayList<>();
      portolan.logs(project.owner(), "greeter", Instant.EPOCH, line -> log.add(line.text()));
      assertTrue(log.stream().anyMatch(line -> line.contains("listens on port")), log.toString());
      assertFalse(said.stream().anyMatch(line -> line.contains("shared archive")), said.toString());
    }
    try (Portolan portolan = open()) {
      Outcome again = portolan.deploy(project, work.resolve("out"));
      assertEquals(Action.UNCHANGED, again.functions().get(0).action());
      assertEquals(0, again.calls().mutations());
      assertEquals(ExitCode.VERIFIED, portolan.destroy(project.owner()).exitCode());
      assertEquals(List.of(), portolan.find(project.owner()));
    }
  }

  @Test
  void aFunctionThatDoesNotStartIsToldWithItsLogAndTheOldOneServesOn() {
    try (Portolan portolan = open()) {
      Outcome good = portolan.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, good.exitCode(), good.toString());
      FunctionSpec broken =
          FunctionSpec.of(
              "greeter",
              "com.example.Missing",
              "java.lang.String",
              "java.lang.String",
              project.functions().get(0).triggers());
      Outcome bad = portolan.deploy(project.withFunctions(List.of(broken)), work.resolve("broken"));

      assertEquals(ExitCode.FAILED_PART_WAY, bad.exitCode());
      String message = bad.error().orElseThrow().getMessage();
      assertTrue(message.contains("com.example.Missing"), message);
      assertEquals(
          good.functions().get(0).version(), portolan.find(project.owner()).get(0).version());
      Outcome fixed = portolan.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, fixed.exitCode(), fixed.toString());
    }
  }

  private Portolan open() {
    return Portolan.open(
        new KnativeProvider(), Settings.of(cloud.settings()), Portolan.Options.standard());
  }
}
