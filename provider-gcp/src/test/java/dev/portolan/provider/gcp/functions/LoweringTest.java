package dev.portolan.provider.gcp.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.protobuf.util.JsonFormat;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Google is sent, and how little of it is sent again. */
final class LoweringTest {
  /** All but Portolan's variables, so that a field that comes or goes is seen. */
  @Test
  void thisIsWhatGoogleIsSent() throws Exception {
    Function.Builder sent = Functions.lowered().toBuilder();
    for (String name :
        Functions.lowered().getServiceConfig().getEnvironmentVariablesMap().keySet()) {
      if (name.startsWith("PORTOLAN_")) {
        sent.getServiceConfigBuilder().removeEnvironmentVariables(name);
      }
    }
    try (var in = LoweringTest.class.getResourceAsStream("function.json")) {
      assertEquals(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).strip(),
          JsonFormat.printer().print(sent));
    }
  }

  @Test
  void labelsAreWhatGoogleTakes() {
    FunctionSpec longest = Functions.spec();
    Functions.lowered(longest, Map.of())
        .getLabelsMap()
        .forEach(
            (key, value) -> {
              assertTrue(key.matches("[a-z][a-z0-9_-]{0,62}"), key);
              assertTrue(value.matches("[a-z0-9_-]{0,63}"), value);
            });
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "service_config.timeout_seconds",
            s -> s.withSizing(Sizing.PORTABLE.withTimeout(Duration.ofSeconds(5)))),
        change(
            "service_config.available_memory",
            s -> s.withSizing(Sizing.PORTABLE.withMemoryMebibytes(1024))),
        change(
            "service_config.service_account_email",
            s -> s.withSettings(Map.of("serviceAccount", "a@shop-1.iam.gserviceaccount.com"))),
        change(
            "service_config.ingress_settings", s -> s.withSettings(Map.of("ingress", "internal"))),
        change(
            "service_config.min_instance_count", s -> s.withSettings(Map.of("minInstances", "1"))),
        change(
            "service_config.max_instance_count", s -> s.withSettings(Map.of("maxInstances", "7"))),
        change(
            "service_config.max_instance_request_concurrency",
            s -> s.withSettings(Map.of("concurrency", "3"))),
        change("service_config.available_cpu", s -> s.withSettings(Map.of("cpu", "2"))),
        change(
            "service_config.environment_variables",
            s -> s.withEnvironment(Map.of("GREETING", "Ciao", "PASSWORD", "secret://db#7"))),
        change(
            "service_config.secret_environment_variables",
            s -> s.withEnvironment(Map.of("GREETING", "Hello", "PASSWORD", "secret://db#8"))));
  }

  private static Arguments change(String path, UnaryOperator<FunctionSpec> change) {
    return Arguments.of(path, change);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void onlyWhatDiffersIsSentAgain(String path, UnaryOperator<FunctionSpec> change) {
    Function live = Functions.lowered();
    Function wanted = Functions.lowered(change.apply(Functions.spec()), Map.of());
    List<String> paths = new ArrayList<>(Mask.of(live, wanted));
    // the digest of the configuration is among the variables
    paths.remove("service_config.environment_variables");
    List<String> expected = new ArrayList<>(List.of(path));
    expected.remove("service_config.environment_variables");
    assertEquals(expected, paths);
    assertTrue(Mask.of(live, wanted).contains("service_config.environment_variables"));
    assertTrue(!Mask.builds(live, wanted), "a change of configuration builds no image");
  }

  @Test
  void aFunctionThatIsAsItShallBeIsNotSentAgain() {
    assertEquals(List.of(), Mask.of(Functions.lowered(), Functions.lowered()));
  }

  /** Google fills in what was not said, and spells amounts as it likes. */
  @Test
  void whatGoogleAddsIsNoDifference() {
    Function.Builder live = Functions.lowered().toBuilder().putLabels("deployed-by", "somebody");
    ServiceConfig.Builder service = live.getServiceConfigBuilder();
    service.putEnvironmentVariables("LOG_EXECUTION_ID", "true");
    service.setAvailableCpu("1000m").setRevision("hello-00001-abc").setUri("https://x.run.app");
    service.setAllTrafficOnLatestRevision(true);
    service.getSecretEnvironmentVariablesBuilder(0).setProjectId("42");
    assertEquals(List.of(), Mask.of(live.build(), Functions.lowered()));
  }

  @Test
  void otherCodeBuildsAnImage() {
    Function wanted =
        Lowering.of(
            Functions.wanted(Functions.spec(), "f".repeat(64), Map.of()),
            "java21",
            Functions.PLACE);
    assertTrue(Mask.builds(Functions.lowered(), wanted));
    assertEquals(
        List.of("labels", "build_config.source", "service_config.environment_variables"),
        Mask.of(Functions.lowered(), wanted));
  }

  @Test
  void anotherRuntimeBuildsAnImage() {
    Function wanted =
        Lowering.of(
            Functions.wanted(Functions.spec(), Functions.ARTIFACT, Map.of()),
            "java25",
            Functions.PLACE);
    assertEquals(
        List.of("build_config.source", "build_config.runtime"),
        Mask.of(Functions.lowered(), wanted));
  }

  @Test
  void aServiceThatSomebodyChangedIsWrittenWhole() {
    Function same = Functions.lowered();
    List<String> all = Mask.update(same, same, false, false);
    assertEquals(11, all.size());
    assertEquals(
        List.of("service_config.all_traffic_on_latest_revision"),
        Mask.update(same, same, false, true));
    assertTrue(Mask.update(same, same, true, true).contains("build_config.source"));
  }
}
