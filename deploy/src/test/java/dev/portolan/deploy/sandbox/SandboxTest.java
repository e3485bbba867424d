package dev.portolan.deploy.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
  void whatHappensHappensAtItsOwnCloudAndAtOneThatIsKeptUp() {
    for (Trigger trigger : LISTENING) {
      try (Sandbox own = open(() -> List.of(cloud))) {
        assertEquals(List.of("f: called"), own.fire("north", happening(trigger, "x")).told());
      }
      try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add);
          Sandbox joined = open(SandboxTest::none)) {
        Happening.Result result = joined.fire("north", happening(trigger, "x"));
        assertEquals(
            List.of(Happening.Delivery.of("f", Happening.Fate.HANDLED, 2, "called")),
            result.deliveries());
        assertTrue(result.handled());
        assertFalse(kept.joined());
      }
    }
    assertEquals(2 * LISTENING.size(), cloud.fired.size());
    for (int i = 0; i < cloud.fired.size(); i++) {
      Happening happened = cloud.fired.get(i);
      assertEquals(LISTENING.get(i / 2), happened.trigger());
      assertEquals("com.acme:shop:dev", happened.owner().id());
      assertEquals("orders k x", happened.name() + " " + happened.key() + " " + text(happened));
      assertEquals(List.of("x", "y"), happened.each().stream().map(SandboxTest::text).toList());
    }
  }

  @Test
  void whatNobodyListensToIsRefusedAlikeFromAfar() {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add);
        Sandbox joined = open(SandboxTest::none)) {
      for (Sandbox sandbox : List.of(kept, joined)) {
        Happening nothing = happening(LISTENING.get(0), "");
        DeployException refusal =
            assertThrows(DeployException.class, () -> sandbox.fire("north", nothing));
        assertEquals(DeployException.Kind.NOT_FOUND, refusal.kind());
        assertEquals("nobody listens", refusal.getMessage());
        assertEquals("deploy it", refusal.hint());
      }
    }
  }

  @Test
  void whatTheSandboxHasNotOrDoesNotUnderstandIsToldAsSuch() throws Exception {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      Happening happening = happening(LISTENING.get(0), "x");
      DeployException none =
          assertThrows(DeployException.class, () -> kept.fire("south", happening));
      assertEquals("it has north", none.hint());
      EndpointFile.Endpoint endpoint = new EndpointFile(directory).read().orElseThrow();
      HttpRequest nonsense =
          HttpRequest.newBuilder(URI.create(endpoint.fire()))
              .header("Authorization", "Bearer " + endpoint.token())
              .POST(HttpRequest.BodyPublishers.ofString("nonsense"))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(nonsense, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
      assertTrue(response.body().contains("did not understand"), response.body());
    }
  }

  @Test
  void aSandboxOfAnotherVersionIsNotJoined() throws Exception {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      String written = Files.readString(endpoint());
      Files.writeString(endpoint(), written.replace("\"schema\" : 2", "\"schema\" : 1"));
      assertThrows(DeployException.class, () -> open(SandboxTest::none));
      assertFalse(kept.joined());
    }
  }

  @Test
  void onlyWhoHasTheTokenMayHaveSomethingHappen() throws Exception {
    try (Sandbox kept = Sandbox.keepUp(directory, List.of(cloud), time, told::add)) {
      EndpointFile.Endpoint endpoint = new EndpointFile(directory).read().orElseThrow();
      for (String token : List.of("Bearer x", "Basic " + endpoint.token(), "")) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.fire()));
        if (!token.isEmpty()) {
          request.header("Authorization", token);
        }
        HttpResponse<String> response =
            HttpClient.newHttpClient()
                .send(
                    request.POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                    HttpResponse.BodyHandlers.ofString());
        assertEquals(401, response.statusCode(), token);
      }
      assertEquals(List.of(), cloud.fired);
      assertFalse(kept.joined());
    }
  }

  private static final List<Trigger> LISTENING =
      List.of(
          new Trigger.Schedule("0 2 * * *", "UTC"),
          new Trigger.Topic("orders", List.of("a")),
          new Trigger.Queue("orders", 3),
          new Trigger.ObjectCreated("orders"),
          new Trigger.ObjectDeleted("orders"),
          new Trigger.RecordChanged("orders"),
          new Trigger.Kafka(List.of("orders"), "g"));

  private static Happening happening(Trigger trigger, String data) {
    return new Happening(
        Owner.of("com.acme", "shop", "dev"),
        "f",
        trigger,
        "orders",
        "k",
        List.of(data.getBytes(StandardCharsets.UTF_8), "y".getBytes(StandardCharsets.UTF_8)),
        2);
  }

  private static String text(Happening happening) {
    return new String(happening.data(), StandardCharsets.UTF_8);
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
