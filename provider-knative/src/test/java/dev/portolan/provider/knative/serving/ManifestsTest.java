package dev.portolan.provider.knative.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.config.KnativeSettings;
import io.fabric8.knative.serving.v1.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestsTest {
  private static final Capabilities CLUSTER =
      new Capabilities("example.com", Set.of(Capabilities.SERVING));

  @TempDir Path directory;

  @Test
  void thisIsWhatWeAskFor() throws IOException {
    FunctionSpec spec =
        Projects.function("greeter", Trigger.Access.AUTHENTICATED)
            .withSizing(Sizing.PORTABLE.withMaxConcurrency(100).withTimeout(Duration.ofSeconds(30)))
            .withEnvironment(Map.of("GREETING", "Hello", "PASSWORD", "secret://db#password"));
    Wanted wanted = wanted(spec, Map.of("serviceAccount", "shop"), CLUSTER);
    Service service =
        new Manifests("shop")
            .service(wanted, "r.example.com/shop@sha256:00", Traffic.all("r-1"), Served.none());

    assertEquals(
        golden("service.yaml").replace("REVISION", wanted.revision()),
        Files.readString(ManifestFiles.write(directory, List.of(service)))
            .replace(configuration(wanted), "CONFIGURATION"));
  }

  @Test
  void codeEngineGetsRequestsThatEqualLimits() {
    Capabilities codeEngine =
        new Capabilities("proxy.eu-de.codeengine.cloud.ibm.com", Set.of(Capabilities.SERVING));
    var resources =
        wanted(Projects.function("f", Trigger.Access.PUBLIC), Map.of(), codeEngine)
            .template()
            .getSpec()
            .getContainers()
            .get(0)
            .getResources();
    assertEquals(resources.getLimits(), resources.getRequests());
  }

  @Test
  void aRevisionIsNamedAfterAllThatItIsMadeOf() {
    FunctionSpec spec = Projects.function("f", Trigger.Access.PUBLIC);
    String name = wanted(spec, Map.of(), CLUSTER).revision();

    assertEquals(name, wanted(spec, Map.of(), CLUSTER).revision());
    assertNotEquals(name, wanted(spec, Map.of("cpu", "2"), CLUSTER).revision());
    assertNotEquals(
        name, wanted(spec.withEnvironment(Map.of("A", "1")), Map.of(), CLUSTER).revision());
    assertEquals(name, wanted(spec, Map.of("keepRevisions", "3"), CLUSTER).revision());
  }

  @Test
  void anIngressThatAsksWhoCallsMakesItReachable() {
    FunctionSpec spec = Projects.function("f", Trigger.Access.AUTHENTICATED);
    assertEquals("cluster-local", wanted(spec, Map.of(), CLUSTER).labels().get(Wanted.VISIBILITY));
    assertEquals(
        null,
        wanted(spec, Map.of("authentication", "ingress"), CLUSTER).labels().get(Wanted.VISIBILITY));
  }

  @Test
  void nothingDiffersFromItself() {
    Wanted wanted = wanted(Projects.function("f", Trigger.Access.PUBLIC), Map.of(), CLUSTER);
    Service service =
        new Manifests("ns").service(wanted, "i@sha256:00", Traffic.all("r-1"), Served.none());
    assertEquals(List.of(), Drift.between(service, service).differences());
  }

  @Test
  void aDifferenceIsToldWithoutTheValuesOfTheEnvironment() {
    FunctionSpec spec = Projects.function("f", Trigger.Access.PUBLIC);
    Manifests manifests = new Manifests("ns");
    Service live =
        manifests.service(
            wanted(spec.withEnvironment(Map.of("TOKEN", "tr0ub4dor")), Map.of(), CLUSTER),
            "i@sha256:00",
            Traffic.all("r-1"),
            Served.none());
    Service asked =
        manifests.service(
            wanted(spec.withEnvironment(Map.of("TOKEN", "c0rrect")), Map.of("cpu", "2"), CLUSTER),
            "i@sha256:00",
            Traffic.all("r-1"),
            Served.none());

    String told = String.join("\n", Drift.between(live, asked).differences());
    assertEquals(false, told.contains("tr0ub4dor") || told.contains("c0rrect"), told);
    assertEquals(true, told.contains("env[TOKEN].value: (value) → (value)"), told);
    assertEquals(true, told.contains("limits.cpu: 1 → 2"), told);
  }

  private static Wanted wanted(
      FunctionSpec spec, Map<String, String> settings, Capabilities cluster) {
    Settings given = Settings.of(settings);
    return Wanted.of(
        Projects.OWNER,
        spec,
        "ab".repeat(32),
        new Repository("r.example.com", "shop"),
        KnativeSettings.from(given),
        given,
        cluster,
        Map.of());
  }

  private static String configuration(Wanted wanted) {
    return wanted.template().getMetadata().getAnnotations().get(Ownership.CONFIGURATION);
  }

  private static String golden(String name) throws IOException {
    try (var in = ManifestsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), "UTF-8");
    }
  }
}
