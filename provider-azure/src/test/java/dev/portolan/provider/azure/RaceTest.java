package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two who deploy to one site, one stops before it has changed what serves. */
class RaceTest {
  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud();
  private String served;

  @BeforeEach
  void first() {
    Runs.verified(runs().deploy("1", "fine"));
    served = runs().found().orElseThrow().version().orElseThrow();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private Runs runs() {
    return new Runs(cloud, work);
  }

  /** The steps of a deployment that users would notice. */
  private List<Step> noticed(String version, String level) {
    return runs().plan(runs().greeter(version, level)).steps().stream()
        .filter(step -> step.phase() == Phase.SHIFT || step.phase() == Phase.SETTLE)
        .toList();
  }

  private void anotherBegins() {
    new Stranger(cloud).mark(SampleProject.OWNER, "greeter", "+another " + served);
  }

  private void allStop(List<Step> steps, String... ids) {
    Set<String> planned = steps.stream().map(Step::id).collect(Collectors.toSet());
    for (String id : ids) {
      assertTrue(planned.contains("greeter/" + id), planned::toString);
    }
    String before = cloud.state();
    for (Step step : steps) {
      assertThrows(ChangedMeanwhile.class, () -> step.action().run(new Mute()), step.id());
    }
    assertEquals(before, cloud.state());
  }

  @Test
  @DisplayName("A package and its configuration: whoever comes second changes nothing")
  void release() {
    List<Step> steps = noticed("2", "other");
    anotherBegins();
    allStop(steps, "mark", "settings", "publish", "record");
  }

  @Test
  @DisplayName("The same of a configuration alone")
  void configuration() {
    List<Step> steps = noticed("1", "other");
    anotherBegins();
    allStop(steps, "mark", "settings", "prove", "record");
  }

  @Test
  @DisplayName("A mark is set before anything else is changed")
  void order() {
    List<String> ids = noticed("2", "other").stream().map(Step::id).toList();
    assertEquals("greeter/mark", ids.get(0), ids::toString);
  }

  /** A step's first try, of which nobody is told. */
  private static final class Mute implements Step.Run {
    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void put(String key, String value) {}

    @Override
    public Optional<String> get(String key) {
      return Optional.empty();
    }

    @Override
    public void waiting(String what) {}
  }
}
