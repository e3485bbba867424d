package dev.portolan.provider.knative.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kinds of clusters ask beyond Knative. */
final class CapabilitiesTest {
  private static final Capabilities PLAIN =
      new Capabilities("example.com", Set.of(Capabilities.SERVING));
  private static final Capabilities CODE_ENGINE =
      new Capabilities("example.com", Set.of(Capabilities.SERVING, "codeengine.cloud.ibm.com"));
  private static final Capabilities OPEN_SHIFT =
      new Capabilities("example.com", Set.of(Capabilities.SERVING, OpenShift.ROUTES));

  @ParameterizedTest
  @CsvSource({
    "0.125, 256",
    "0.125, 512",
    "0.125, 1024",
    "0.25, 512",
    "0.25, 2048",
    "0.5, 1024",
    "1, 2048",
    "1, 4096",
    "1, 8192",
    "6, 49152",
    "8, 32768",
    "12, 49152"
  })
  void codeEngineHasTheseSizes(String cpu, int memory) {
    assertDoesNotThrow(() -> check(CODE_ENGINE, memory, Map.of("cpu", cpu)));
  }

  @ParameterizedTest
  @CsvSource({"1, 512", "0.125, 2048", "0.3, 1024", "3, 6144", "8, 65536"})
  void codeEngineHasNoOther(String cpu, int memory) {
    assertThrows(DeployException.class, () -> check(CODE_ENGINE, memory, Map.of("cpu", cpu)));
    assertDoesNotThrow(() -> check(PLAIN, memory, Map.of("cpu", cpu)));
  }

  @Test
  void theHintNamesWhatFits() {
    DeployException told =
        assertThrows(DeployException.class, () -> check(CODE_ENGINE, 512, Map.of()));
    assertTrue(
        told.getMessage()
            .contains(
                "f: portolan.knative.cpu: Code Engine has no size of 1 CPU and 512Mi; with that"
                    + " memory it may have CPU of 125m, 250m"),
        told.getMessage());
  }

  @Test
  void allOfCodeEnginesLimitsAreToldAtOnce() {
    FunctionSpec slow =
        Projects.function("f", Trigger.Access.PUBLIC)
            .withSizing(Sizing.PORTABLE.withTimeout(Duration.ofMinutes(11)));
    DeployException told =
        assertThrows(
            DeployException.class,
            () -> CODE_ENGINE.check(List.of(slow), Settings.of(Map.of("maxScale", "300"))));
    assertTrue(told.getMessage().contains("after 600 seconds"), told.getMessage());
    assertTrue(told.getMessage().contains("250 instances at most"), told.getMessage());
  }

  @Test
  void aHostNameOnOpenShiftHoldsServiceAndNamespace() {
    String longest = "s".repeat(50);
    assertDoesNotThrow(() -> OPEN_SHIFT.checkHosts(List.of(longest), "n".repeat(7)));
    DeployException told =
        assertThrows(
            DeployException.class, () -> OPEN_SHIFT.checkHosts(List.of(longest), "n".repeat(8)));
    assertTrue(told.getMessage().contains("64 characters on OpenShift"), told.getMessage());
    assertDoesNotThrow(() -> PLAIN.checkHosts(List.of(longest), "n".repeat(8)));
  }

  @Test
  void codeEngineIsKnownByItsHostToo() {
    Capabilities host =
        new Capabilities("proxy.eu-de.codeengine.cloud.ibm.com", Set.of(Capabilities.SERVING));
    assertEquals(true, host.equalRequests());
    assertEquals(true, CODE_ENGINE.equalRequests());
    assertEquals(false, PLAIN.equalRequests());
  }

  private static void check(Capabilities cluster, int memory, Map<String, String> settings) {
    FunctionSpec function =
        Projects.function("f", Trigger.Access.PUBLIC)
            .withSizing(Sizing.PORTABLE.withMemoryMebibytes(memory));
    cluster.check(List.of(function), Settings.of(settings));
  }
}
