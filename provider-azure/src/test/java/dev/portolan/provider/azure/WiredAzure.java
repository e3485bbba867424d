package dev.portolan.provider.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded subscription as a deployer meets it over sockets, behind a wire to its resource
 * manager that a test can spoil.
 */
final class WiredAzure implements AutoCloseable {
  /** Longer than an answer on loopback takes, shorter than the wire's delays. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  final AzureCloud cloud;
  final WireMockServer wire =
      new WireMockServer(
          WireMockConfiguration.options()
              .dynamicPort()
              .bindAddress("127.0.0.1")
              .http2PlainDisabled(true));
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final VirtualTime time = VirtualTime.start();

  private WiredAzure(Path directory) throws IOException {
    cloud =
        AzureCloud.open(
            Setup.inMemory(directory.resolve("cloud"), time)
                .with(world -> InstantPlane.running().answering(Fronts::answer))
                .withSocket());
    wire.start();
    wire.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(aResponse().proxiedFrom(cloud.settings().get("endpoint"))));
  }

  static WiredAzure open(Path directory) throws IOException {
    return new WiredAzure(directory);
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

  Portolan deployer() {
    return Portolan.open(
        AzureProvider.over(
            new Transports(WiredAzure::client, Optional.of(EmbeddedCloud.login(cloud)))),
        Settings.of(cloud.settings()).with(Map.of("endpoint", wire.baseUrl())),
        Portolan.Options.standard()
            .withTime(time)
            .withEnvironment(Map.of())
            .withProgress(event -> told.add(event.text())));
  }

  private static HttpClient client() {
    return new JdkHttpClientBuilder(
            java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1))
        .responseTimeout(PATIENCE)
        .readTimeout(PATIENCE)
        .build();
  }

  /** How many of a kind there are: {@code sites}, {@code identities}. */
  int count(String kind) {
    return cloud.state().path(kind).size();
  }

  @Override
  public void close() {
    wire.stop();
    cloud.close();
  }
}
