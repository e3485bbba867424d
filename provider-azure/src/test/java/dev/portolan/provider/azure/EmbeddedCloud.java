package dev.portolan.provider.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.wire.Login;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import dev.portolan.sandbox.azure.client.InProcessHttpClient;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.World;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The embedded subscription as the contracts see it: in process, its sites without a JVM. */
final class EmbeddedCloud implements TestCloud {
  private final Map<String, String> own;
  private final Function<World, DataPlane> plane;
  private final VirtualTime time;
  private final Path directory;
  private final AzureCloud cloud;
  private final HttpClient http;
  private final Login login;
  private final Settings settings;

  EmbeddedCloud() {
    this(Map.of());
  }

  EmbeddedCloud(Map<String, String> settings) {
    this(settings, world -> InstantPlane.running().answering(Fronts::answer));
  }

  EmbeddedCloud(Map<String, String> settings, Function<World, DataPlane> plane) {
    this(settings, plane, VirtualTime.start(), setup -> setup);
  }

  private EmbeddedCloud(
      Map<String, String> own,
      Function<World, DataPlane> plane,
      VirtualTime time,
      UnaryOperator<Setup> filled) {
    this.own = own;
    this.plane = plane;
    this.time = time;
    try {
      directory = Files.createTempDirectory("portolan-azure");
      cloud = AzureCloud.open(filled.apply(Setup.inMemory(directory, time).with(plane)));
      cloud.furnish();
      SampleProject.QUEUES.forEach(queue -> cloud.keepQueue(queue, 10, false));
      SampleProject.DEAD_LETTERS.forEach(queue -> cloud.keepQueue(queue, 10, false));
      SampleProject.TOPICS.forEach(topic -> cloud.keepTopic(topic, "Active"));
      SampleProject.BUCKETS.forEach(cloud::keepContainer);
      SampleProject.TABLES.forEach(cloud::keepTable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.http = new InProcessHttpClient(cloud);
    this.login = login(cloud);
    this.settings =
        Settings.of(cloud.settings()).with(Map.of("kafka", "kafka.example.com:9093")).with(own);
  }

  /** Logs in at an embedded cloud. */
  static Login login(AzureCloud cloud) {
    return Login.of(credential(cloud));
  }

  /** The tokens that the embedded cloud gives, without asking for them over the wire. */
  private static TokenCredential credential(AzureCloud cloud) {
    return request ->
        Mono.fromSupplier(
            () ->
                new AccessToken(
                    cloud.accessToken(request.getScopes().get(0).replace("/.default", "")),
                    OffsetDateTime.now().plusHours(1)));
  }

  /** The subscription itself, for what the contracts have no words for. */
  AzureCloud azure() {
    return cloud;
  }

  HttpClient http() {
    return http;
  }

  Login login() {
    return login;
  }

  @Override
  public Provider provider() {
    return AzureProvider.over(new Transports(() -> http, Optional.of(login)));
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Set<String> credentials() {
    return Set.of(cloud.settings().get("identityHeader"));
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public FaultSchedule faults() {
    return new EmbeddedFaults(cloud.faults());
  }

  @Override
  public List<Call> calls() {
    return cloud.calls().calls().stream()
        .map(
            call ->
                new Call(
                    call.number(),
                    call.service() + ":" + call.operation(),
                    Call.Kind.valueOf(call.access().name())))
        .toList();
  }

  @Override
  public void forgetCalls() {
    cloud.calls().clear();
  }

  @Override
  public String state() {
    cloud.settle();
    return CloudState.of(cloud.state());
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    new Stranger(this).plant(owner, function);
    forgetCalls();
  }

  @Override
  public void drift(Owner owner, String function) {
    new Stranger(this).resize(owner, function);
    forgetCalls();
  }

  @Override
  public EmbeddedCloud copy() {
    return new EmbeddedCloud(own, plane, time.copy(), setup -> setup.with(cloud.memory()));
  }

  @Override
  public void delay(Duration readable, Duration usable) {
    cloud.delay(Delays.none().withReadable(readable).withUsable(usable, usable));
  }

  @Override
  public void close() {
    cloud.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
