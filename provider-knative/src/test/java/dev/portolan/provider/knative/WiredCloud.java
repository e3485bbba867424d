package dev.portolan.provider.knative;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.images.registry.Registry;
import dev.portolan.images.wire.Punctual;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.Setup;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import dev.portolan.testkit.VirtualTime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The embedded cluster as a deployer meets it over sockets, and before its API server and beside
 * its registry a wire each, which a test can spoil.
 */
final class WiredCloud implements AutoCloseable {
  /** Longer than any answer on loopback takes, shorter than the wires' delays. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  final KnativeCloud cloud;
  final WireMockServer kube = wire();
  final WireMockServer registry = wire();
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final Detour detour = new Detour(Registry.client(), registry.port());
  private final Path kubeconfig;
  private final VirtualTime time = VirtualTime.start();

  private WiredCloud(KnativeCloud cloud, Path directory) throws IOException {
    this.cloud = cloud;
    Path own = Path.of(cloud.settings().get("kubeconfig"));
    String server = Config.fromKubeconfig(own.toFile()).getMasterUrl().replaceFirst("/$", "");
    this.kubeconfig = directory.resolve("wired.json");
    Files.writeString(kubeconfig, Files.readString(own).replace(server, kube.baseUrl()));
    kube.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().proxiedFrom(server)));
  }

  static WiredCloud open(Path directory) throws IOException {
    return open(directory, ResourceCatalog.withKnative());
  }

  static WiredCloud open(Path directory, ResourceCatalog kinds) throws IOException {
    Setup setup = Setup.of(directory.resolve("cloud"), VirtualTime.start(), line -> {});
    return new WiredCloud(KnativeCloud.open(setup.with(new ReadyPods()).with(kinds)), directory);
  }

  private static WireMockServer wire() {
    WireMockServer server =
        new WireMockServer(
            options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .http2PlainDisabled(true)
                .preserveHostHeader(true));
    server.start();
    return server;
  }

  /** Spoils the first answer to a call, and no other. */
  static void once(WireMockServer wire, MappingBuilder call, ResponseDefinitionBuilder answer) {
    wire.stubFor(
        call.atPriority(1)
            .inScenario("once")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("over")
            .willReturn(answer));
  }

  /** Spoils every answer to a call until the wire is mended. */
  static void always(WireMockServer wire, MappingBuilder call, ResponseDefinitionBuilder answer) {
    wire.stubFor(call.atPriority(1).willReturn(answer));
  }

  /** Spoils the answer to the next request to the registry that is of a kind. */
  void spoilRegistry(Predicate<HttpRequest> kind, ResponseDefinitionBuilder answer) {
    registry.stubFor(any(anyUrl()).willReturn(answer));
    detour.divert(kind);
  }

  /** Takes all faults off. */
  void mend() {
    kube.getStubMappings().stream()
        .filter(stub -> stub.getPriority() == 1)
        .forEach(kube::removeStub);
  }

  Portolan deployer(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(cloud.settings());
    settings.put("kubeconfig", kubeconfig.toString());
    settings.put("startupCache", "none");
    settings.putAll(more);
    return Portolan.open(
        KnativeProvider.over(
            new Transports(
                Transports.real(PATIENCE).kube(), () -> Punctual.over(detour).within(PATIENCE))),
        Settings.of(settings),
        Portolan.Options.standard()
            .withTime(time)
            .withEnvironment(Map.of())
            .withProgress(event -> told.add(event.text())));
  }

  /** A kubeconfig for kubectl, which sends no token over plain HTTP: the wire adds it. */
  Path forKubectl() throws IOException {
    Path own = Path.of(cloud.settings().get("kubeconfig"));
    String server = Config.fromKubeconfig(own.toFile()).getMasterUrl().replaceFirst("/$", "");
    registry.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .proxiedFrom(server)
                    .withAdditionalRequestHeader("Authorization", "Bearer " + cloud.token())));
    Path file = kubeconfig.resolveSibling("kubectl.json");
    return Files.writeString(file, Files.readString(own).replace(server, registry.baseUrl()));
  }

  /** Somebody else's client, straight to the server. */
  KubernetesClient stranger() {
    Path own = Path.of(cloud.settings().get("kubeconfig"));
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(own.toFile())).build();
  }

  @Override
  public void close() {
    kube.stop();
    registry.stop();
    cloud.close();
  }
}
