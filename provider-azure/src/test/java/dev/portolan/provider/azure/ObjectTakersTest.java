package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of the objects of a container, and what becomes of that. */
class ObjectTakersTest {
  private static final Trigger PHOTO = new Trigger.ObjectCreated("acme-photos");
  private static final Trigger NO_PHOTO = new Trigger.ObjectDeleted("acme-photos");
  private static final String GREETER = "run_greeter_objects";
  private static final String WAVER = "run_waver_objects";

  @TempDir private Path work;
  private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Function<Arrival, Optional<Boolean>>> outcome =
      new AtomicReference<>(arrival -> Optional.of(true));
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
    scene.running(world -> new DeliveringPlane(this::deliver));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Optional<Boolean> deliver(Arrival arrival) {
    arrived.add(arrival);
    return outcome.get().apply(arrival);
  }

  private Happening.Result fire(Trigger trigger, String key) throws Exception {
    return scene
        .cloud()
        .azure()
        .fire(
            new Happening(
                SampleProject.OWNER, "greeter", trigger, "acme-photos", key, new byte[] {1, 2}));
  }

  /** How many blobs are in the container. */
  private int stored() {
    return scene.cloud().azure().state().path("blobs").properties().stream()
        .filter(each -> each.getKey().endsWith("/containers/acme-photos"))
        .mapToInt(each -> each.getValue().size())
        .sum();
  }

  private String last() {
    return List.copyOf(arrived).get(arrived.size() - 1).value().toString();
  }

  @Test
  @DisplayName("Each function that asks for it is told, as a CloudEvent, and no other")
  void told() throws Exception {
    Runs.verified(
        scene.deploy(
            scene.function("greeter", PHOTO, NO_PHOTO), scene.function("waver", NO_PHOTO)));
    Happening.Result kept = fire(PHOTO, "2026/a b.jpg");
    assertEquals(List.of(GREETER + ": handled"), kept.told());
    assertTrue(kept.handled());
    for (String part :
        List.of(
            "\"specversion\":\"1.0\"",
            "\"type\":\"Microsoft.Storage.BlobCreated\"",
            "\"subject\":\"/blobServices/default/containers/acme-photos/blobs/2026/a b.jpg\"",
            "\"contentLength\":2",
            "\"contentType\":\"image/jpeg\"",
            "/acme-photos/2026/a%20b.jpg\"")) {
      assertTrue(last().contains(part), last());
    }
    assertEquals(1, stored());
    Happening.Result removed = fire(NO_PHOTO, "2026/a b.jpg");
    assertEquals(
        List.of(GREETER + ": handled", WAVER + ": handled"),
        removed.told().stream().sorted().toList());
    assertTrue(last().contains("Microsoft.Storage.BlobDeleted"), last());
    assertEquals(0, stored());
    assertEquals(0, scene.all("gridEvents").count());
  }

  @Test
  @DisplayName("What failed comes again later, and this is told; so does what could not be told")
  void again() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    outcome.set(arrival -> Optional.of(false));
    Happening.Result failed = fire(PHOTO, "stone");
    assertEquals(List.of(GREETER + ": failed, and comes again in 10 s"), failed.told());
    assertFalse(failed.handled());
    outcome.set(arrival -> Optional.empty());
    assertEquals(
        List.of(GREETER + ": is not running, and comes again in 10 s"), fire(PHOTO, "book").told());
    assertEquals(2, scene.all("gridEvents").count());
    Runs.verified(scene.runs().destroy());
    assertEquals(0, scene.all("gridEvents").count(), "it goes with its subscription");
  }

  @Test
  @DisplayName("Nothing happens to a container of which the function is not told")
  void unheard() {
    Runs.verified(scene.deploy(PHOTO));
    for (Trigger trigger : List.of(NO_PHOTO, new Trigger.ObjectCreated("acme-scans"))) {
      Happening other =
          new Happening(
              SampleProject.OWNER,
              "greeter",
              trigger,
              trigger.resource().orElseThrow(),
              "a",
              new byte[0]);
      DeployException error =
          assertThrows(DeployException.class, () -> scene.cloud().azure().fire(other));
      assertEquals(DeployException.Kind.NOT_FOUND, error.kind());
    }
    assertEquals(0, scene.all("gridEvents").count());
  }
}
