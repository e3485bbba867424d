package dev.portolan.provider.gcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.images.wire.Punctual;
import dev.portolan.provider.gcp.wire.JdkTransport;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded project as a deployer meets it over sockets, behind a wire that a test can spoil.
 */
final class WiredGoogle implements AutoCloseable {
  /** Longer than an answer on loopback takes, shorter than the wire's delays. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  final GcpCloud cloud;
  final WireMockServer wire =
      new WireMockServer(
          WireMockConfiguration.options()
              .dynamicPort()
              .bindAddress("127.0.0.1")
              .http2PlainDisabled(true));
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final VirtualTime time = VirtualTime.start();

  private WiredGoogle(Path directory) throws IOException {
    cloud = GcpCloud.open(Setup.inMemory(directory.resolve("cloud"), time).withSocket());
    wire.start();
    wire.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(aResponse().proxiedFrom(cloud.settings().get("endpoint"))));
  }

  static WiredGoogle open(Path directory) throws IOException {
    return new WiredGoogle(directory);
  }

  /** Spoils the first answer to a call, and no other. */
  void once(MappingBuilder call, ResponseDefinitionBuilder answer) {
    wire.stubFor(
        call.atPriority(1)
            .inScenario("once")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("over")
            .willReturn(answer));
  }

  boolean struck() {
    return wire.getAllScenarios().getScenarios().stream()
        .anyMatch(scenario -> scenario.getState().equals("over"));
  }

  /** Spoils every answer to a call until the wire is mended. */
  void always(MappingBuilder call, ResponseDefinitionBuilder answer) {
    wire.stubFor(call.atPriority(1).willReturn(answer));
  }

  /** Takes all faults off. */
  void mend() {
    wire.getStubMappings().stream()
        .filter(stub -> stub.getPriority() == 1)
        .forEach(wire::removeStub);
  }

  /** What was asked over the wire, oldest first, as {@code POST /path}. */
  List<String> asked() {
    List<String> asked = new ArrayList<>();
    wire.getAllServeEvents()
        .forEach(
            event ->
                asked.add(
                    0,
                    event.getRequest().getMethod().getName()
                        + " "
                        + event.getRequest().getUrl().replaceFirst("\\?.*", "")));
    return asked;
  }

  Portolan deployer() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return Portolan.open(
        GcpProvider.over(
            new Transports(
                () -> JdkTransport.over(Punctual.over(client).within(PATIENCE)),
                () -> new EmbeddedHttp(cloud, Optional.empty()),
                Optional.empty())),
        Settings.of(cloud.settings()).with(Map.of("endpoint", wire.baseUrl())),
        Portolan.Options.standard()
            .withTime(time)
            .withEnvironment(Map.of())
            .withProgress(event -> told.add(event.text())));
  }

  /** How many functions the project has. */
  int functions() {
    return cloud.state().path("functions").size();
  }

  int revisions() {
    return cloud.state().path("runRevisions").size();
  }

  @Override
  public void close() {
    wire.stop();
    cloud.close();
  }
}
