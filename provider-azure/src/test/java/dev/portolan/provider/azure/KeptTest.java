package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for a rollback, and was changed there: it is not published. */
class KeptTest {
  @TempDir private Path work;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(
          Map.of(),
          world ->
              InstantPlane.of(
                      plan -> broken.get() ? Standing.failed("no such class") : Standing.running())
                  .answering(Fronts::answer));

  @AfterEach
  void close() {
    cloud.close();
  }

  private String first() {
    Runs runs = new Runs(cloud, work);
    String first = Runs.verified(runs.deploy("1", "a")).functions().get(0).version().orElseThrow();
    Runs.verified(runs.deploy("2", "b"));
    return first;
  }

  private void overwrite(String end, UnaryOperator<BinaryData> change) {
    new Stranger(cloud).overwrite(SampleProject.OWNER, name -> name.endsWith(end), change);
    cloud.forgetCalls();
  }

  private void refused(String what) {
    Outcome outcome = new Runs(cloud, work).rollback();
    assertEquals(Kind.INVALID_CONFIGURATION, outcome.error().orElseThrow().kind());
    String told = outcome.error().get().getMessage();
    assertTrue(told.contains(what) && told.contains("is not what was kept"), told);
    assertFalse(cloud.calls().stream().anyMatch(Call::mutates), "nothing was changed");
  }

  @Test
  @DisplayName("A package that is not what its name says is not rolled back to")
  void content() {
    String first = first();
    overwrite(".zip", kept -> BinaryData.fromString("evil"));
    refused("the package of " + first);
  }

  @Test
  @DisplayName("Nor is a record that is another release's")
  void record() {
    String first = first();
    overwrite(
        first + ".json",
        kept -> BinaryData.fromString(kept.toString().replace("\"a\"", "\"evil\"")));
    refused("the record of " + first);
  }

  @Test
  @DisplayName("What served before is not published again either, and why both failed is told")
  void back() {
    first();
    overwrite(".zip", kept -> BinaryData.fromString("evil"));
    broken.set(true);
    Outcome outcome = new Runs(cloud, work).deploy("3", "c");
    String told = outcome.error().orElseThrow().getMessage();
    assertTrue(told.contains("no such class") && told.contains("is not what was kept"), told);
  }
}
