package dev.portolan.provider.gcp.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.ListRuntimesResponse.Runtime;
import com.google.cloud.functions.v2.ListRuntimesResponse.RuntimeStage;
import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuntimesTest {
  private final Runtimes offered =
      new Runtimes(
          List.of(
              runtime("nodejs22", Environment.GEN_2, RuntimeStage.GA),
              runtime("java11", Environment.GEN_2, RuntimeStage.DECOMMISSIONED),
              runtime("java17", Environment.GEN_2, RuntimeStage.DEPRECATED),
              runtime("java21", Environment.GEN_1, RuntimeStage.GA),
              runtime("java21", Environment.GEN_2, RuntimeStage.GA)));

  @Test
  void oneThatIsOfferedIsTaken() {
    assertEquals(Optional.empty(), offered.check("java21"));
  }

  @Test
  void oneThatIsDeprecatedIsTakenAndTold() {
    assertTrue(offered.check("java17").orElseThrow().contains("deprecated"));
  }

  @Test
  void oneThatIsNotOfferedIsRefusedWithThoseThatAre() {
    for (String name : List.of("java25", "java11")) {
      DeployException refused = assertThrows(DeployException.class, () -> offered.check(name));
      assertEquals(DeployException.Kind.UNSUPPORTED, refused.kind());
      assertEquals("set portolan.gcp.runtime to one of [java17, java21]", refused.hint());
    }
  }

  private static Runtime runtime(String name, Environment environment, RuntimeStage stage) {
    return Runtime.newBuilder().setName(name).setEnvironment(environment).setStage(stage).build();
  }
}
