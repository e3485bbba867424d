package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Google sees only minutes after it was made is waited for, and people are told how long. */
class PropagationTest {
  private static final String LEFT = ".*Eventarc's service agent.* up to (\\d:\\d\\d) minutes more";

  @TempDir private Path work;
  private final List<String> told = new ArrayList<>();
  private final EmbeddedCloud cloud = new EmbeddedCloud(Product.FUNCTIONS);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  @DisplayName("Eventarc's agent in a project's first minutes: counted down, then there")
  void agent() {
    cloud.google().delay(Delays.none().withAgent(Duration.ofMinutes(3)));
    Outcome outcome = deploy();
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
    List<String> left =
        told.stream()
            .filter(line -> line.matches(LEFT))
            .map(line -> line.replaceFirst(LEFT, "$1"))
            .toList();
    assertEquals("7:00", left.get(0), told::toString);
    assertEquals(left.stream().distinct().sorted((a, b) -> b.compareTo(a)).toList(), left);
    assertTrue(left.get(left.size() - 1).compareTo("4:30") < 0, left::toString);
  }

  @Test
  @DisplayName("Eventarc's agent that never comes: the end says what to grant to whom")
  void agentNever() {
    cloud.google().delay(Delays.none().withAgent(Duration.ofDays(1)));
    DeployException cause = deploy().error().orElseThrow();
    assertTrue(cause.getMessage().contains("Eventarc Service Agent"), cause.getMessage());
    assertTrue(cause.hint().contains("roles/eventarc.serviceAgent"), cause.hint());
  }

  @Test
  @DisplayName("A service account that others see a minute later is waited for")
  void account() {
    cloud.delay(Duration.ofSeconds(30), Duration.ofSeconds(60));
    Outcome outcome = deploy();
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
  }

  private Outcome deploy() {
    Portolan.Options options =
        Portolan.Options.standard()
            .withTime(cloud.time())
            .withEnvironment(cloud.environment())
            .withProgress(event -> told.add(event.text()));
    Trigger topic = new Trigger.Topic(SampleProject.TOPICS.get(0), List.of());
    try (Portolan portolan = Portolan.open(cloud.provider(), cloud.settings(), options)) {
      return portolan.deploy(
          SampleProject.in(work)
              .application(
                  "1",
                  SampleProject.function("greeter", cloud.provider().features())
                      .withTriggers(List.of(topic))),
          work);
    }
  }
}
