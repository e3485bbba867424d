package dev.portolan.sandbox.images.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pushed image as a process: what it is given, what it says, how it ends. */
final class ProcessPodsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private Registry registry;
  private ProcessPods pods;
  private String image;

  @BeforeEach
  void push() throws Exception {
    ImageStore store = ImageStore.open(directory.resolve("registry"));
    registry = Registry.open(0, store, new CallGate(new FaultPlan(), new CallLog()));
    pods = new ProcessPods(store, registry.host(), directory, TimeSource.system());
    Path classes =
        Path.of(Talker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String configuration =
        """
        {"config":{"Entrypoint":["java","-cp","%s","%s"],"Cmd":["from","the","image"]}}"""
            .formatted(classes, Talker.class.getName());
    put("blobs/uploads/", configuration);
    String manifest =
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[]}"
            .formatted(digest(configuration));
    assertEquals(201, send("PUT", "manifests/1", manifest).statusCode());
    image = registry.host() + "/app@" + digest(manifest);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void itRunsWithinItsLimitUntilItIsAskedToEnd() throws Exception {
    Container container =
        Container.of("128Mi", "1")
            .withReady(new Container.Question("ready", Map.of("User-Agent", "probe")));
    Pod pod = pods.start(plan(container, "aloha"));

    assertEquals(Optional.empty(), pod.exitCode());
    assertEquals(404, get(pod, "/").statusCode());
    List<String> said = List.of(log.take(), log.take(), log.take());
    assertEquals(said, pod.log().stream().map(LogLine::text).toList());
    assertEquals(List.of("word aloha", "arguments from the image"), said.subList(1, 3));
    int memory = Integer.parseInt(said.get(0).substring("memory ".length()));
    assertTrue(memory <= 128, said.toString());
    pod.stop(PATIENCE);
    assertEquals(Optional.of(128 + 15), pod.exitCode());
  }

  @Test
  void aCommandOfItsOwnStandsInTheImagesPlace() {
    Container container =
        new Container(List.of("none"), List.of("such"), "", "", "", Optional.empty());
    PodFailedException failed =
        assertThrows(PodFailedException.class, () -> pods.start(plan(container, "aloha")));

    assertEquals("StartError", failed.failure().reason());
  }

  @Test
  void oneThatEndsBeforeItIsReadyTellsItsLastWords() {
    PodFailedException failed =
        assertThrows(
            PodFailedException.class, () -> pods.start(plan(Container.of("", ""), "none")));

    assertEquals(7, failed.failure().exitCode());
    assertTrue(failed.failure().message().contains("word none"), failed.getMessage());
  }

  @Test
  void oneThatIsNoLongerWaitedForIsEnded() throws Exception {
    Container container = Container.of("", "").withReady(new Container.Question("never", Map.of()));
    FutureTask<Pod> start = new FutureTask<>(() -> pods.start(plan(container, "aloha")));
    Thread starter = new Thread(start, "starter");
    starter.start();
    assertTrue(log.take().startsWith("memory"));
    List<ProcessHandle> begun = ProcessHandle.current().children().toList();
    starter.interrupt();

    assertThrows(ExecutionException.class, start::get);
    assertEquals(1, begun.size());
    begun.get(0).onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void anImageOfAnotherRegistryIsNotPulled() {
    PodPlan plan =
        new PodPlan(
            "pod", "docker.io/library/app:1", Container.of("", ""), Map.of(), PATIENCE, line -> {});
    PodFailedException failed = assertThrows(PodFailedException.class, () -> pods.start(plan));

    assertEquals("ErrImagePull", failed.failure().reason());
  }

  private PodPlan plan(Container container, String word) {
    return new PodPlan("pod", image, container, Map.of("WORD", word), PATIENCE, log::add);
  }

  private static HttpResponse<String> get(Pod pod, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + pod.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void put(String path, String blob) throws Exception {
    String place = send("POST", path, "").headers().firstValue("Location").orElseThrow();
    String end = place.substring("/v2/app/".length()) + "?digest=" + digest(blob);
    assertEquals(201, send("PUT", end, blob).statusCode());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://" + registry.host() + "/v2/app/" + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String digest(String text) {
    byte[] hash = BlobStore.sha256(text.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }
}
