package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planned, as people read it. */
class PlanTest {
  /** Reader: looks at everything, changes nothing. */
  private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

  @TempDir private Path work;

  @Test
  @DisplayName("A first deployment makes what is shared, then each function's own, and publishes")
  void first() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      golden("plan-first.txt", runs.plan(both(cloud)));
    }
  }

  @Test
  @DisplayName("A function that is gone from the project is told of, and deleted where asked for")
  void prune() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(portolan -> portolan.deploy(both(cloud), work)));
      Application one = runs.greeter("1", "info");
      assertTrue(
          runs.plan(one).notes().stream()
              .anyMatch(note -> note.contains("ticker") && note.contains("prune")),
          () -> runs.plan(one).notes().toString());
    }
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("prune", "true"))) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(portolan -> portolan.deploy(both(cloud), work)));
      golden("plan-prune.txt", runs.plan(runs.greeter("1", "info")));
      Runs.verified(runs.deploy("1", "info"));
      assertEquals(1, cloud.azure().state().path("sites").size());
      assertEquals(1, cloud.azure().state().path("identities").size());
    }
  }

  @Test
  @DisplayName("What a removal deletes, in its order; what is not ours stays, and is told of")
  void removal() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(portolan -> portolan.deploy(both(cloud), work)));
      golden("plan-removal.txt", runs.with(p -> p.planRemoval(SampleProject.OWNER)));
    }
  }

  @Test
  @DisplayName("A queue is made where there is none, and taken from with a right at it alone")
  void queue() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      golden("plan-queue.txt", runs.plan(packer(cloud, Map.of("roles", READER))));
      Runs.verified(runs.with(p -> p.deploy(packer(cloud, Map.of("roles", READER)), work)));
      golden("plan-queue-gone.txt", runs.plan(greeter(cloud, Map.of())));
    }
  }

  @Test
  @DisplayName("A topic is made where there is none, and subscribed to once that is remembered")
  void topic() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      golden("plan-topic.txt", runs.plan(mailer(cloud, "mail")));
      Runs.verified(runs.with(p -> p.deploy(mailer(cloud, "mail"), work)));
      golden("plan-topic-moved.txt", runs.plan(mailer(cloud, "orders")));
    }
  }

  @Test
  @DisplayName("A container is made where there is none, and told of once all else is done")
  void objects() throws IOException {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      golden("plan-objects.txt", runs.plan(painter(cloud, "photos")));
      Runs.verified(runs.with(p -> p.deploy(painter(cloud, "photos"), work)));
      golden("plan-objects-moved.txt", runs.plan(painter(cloud, "acme-scans")));
    }
  }

  private Application painter(EmbeddedCloud cloud, String bucket) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features())
                .withTriggers(List.of(new Trigger.ObjectCreated(bucket))));
  }

  private Application mailer(EmbeddedCloud cloud, String topic) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features())
                .withTriggers(List.of(new Trigger.Topic(topic, List.of()))));
  }

  private Application packer(EmbeddedCloud cloud, Map<String, String> settings) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features())
                .withTriggers(List.of(new Trigger.Queue("to-wrap", 10)))
                .withSettings(settings));
  }

  @Test
  @DisplayName(
      "A role at another scope is assigned once, taken away when it is not asked for, and"
          + " goes with the function")
  void roles() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      String empty = cloud.state();
      String elsewhere = READER + "@/subscriptions/" + AzureCloud.SUBSCRIPTION;
      Application with = greeter(cloud, Map.of("roles", elsewhere));
      Runs.verified(runs.with(portolan -> portolan.deploy(with, work)));
      assertEquals(3, cloud.azure().state().path("roleAssignments").size());
      assertTrue(runs.plan(with).isEmpty());
      Application other = greeter(cloud, Map.of("roles", READER));
      Runs.verified(runs.with(portolan -> portolan.deploy(other, work)));
      assertTrue(runs.plan(other).isEmpty());
      assertEquals(3, cloud.azure().state().path("roleAssignments").size());
      Runs.verified(runs.with(portolan -> portolan.deploy(with, work)));
      Runs.verified(runs.destroy());
      assertEquals(empty, cloud.state());
    }
  }

  private Application greeter(EmbeddedCloud cloud, Map<String, String> settings) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features()).withSettings(settings));
  }

  private Application both(EmbeddedCloud cloud) {
    FunctionSpec greeter =
        SampleProject.function("greeter", cloud.provider().features())
            .withEnvironment(Map.of("LEVEL", "info"));
    FunctionSpec ticker =
        SampleProject.function("ticker", cloud.provider().features())
            .withTriggers(List.of(new Trigger.Schedule("0 2 * * *", "UTC")))
            .withSettings(Map.of("roles", READER));
    return SampleProject.in(work).application("1", greeter, ticker);
  }

  /** Compares but for digests, and for what the embedded subscription chose. */
  private static void golden(String name, Plan plan) throws IOException {
    List<String> lines = new ArrayList<>();
    plan.steps()
        .forEach(
            step ->
                lines.add(
                    (step.phase() + " " + step.id() + ": " + step.summary() + " (" + step.why())
                            .replaceAll("[0-9a-f]{64}", "<sha256>")
                            .replaceAll("[0-9a-f]{12}-[0-9a-f]{8}", "<version>")
                            .replace(AzureCloud.DEPLOYER, "<us>")
                        + ") after "
                        + step.after().stream().sorted().toList()));
    String told = String.join("\n", lines) + "\n";
    try (InputStream expected = PlanTest.class.getResourceAsStream(name)) {
      assertEquals(
          expected == null
              ? "there is no " + name
              : new String(expected.readAllBytes(), StandardCharsets.UTF_8),
          told);
    }
  }
}
