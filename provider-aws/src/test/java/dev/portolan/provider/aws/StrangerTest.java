package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.sandbox.aws.EmbeddedAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others have in the same account, beyond the contract of all deployers. */
class StrangerTest {
  private static final Map<String, String> NONE = Map.of();

  private final VirtualTime time = new VirtualTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void logGroupsThatNoFunctionCouldHaveAreNobodysBusiness() throws Exception {
    Stranger stranger = new Stranger(aws);
    stranger.plantLogGroup("/aws/lambda/shop-dev-hello.old/2024#1");
    stranger.plantLogGroup("/aws/lambda/shop-dev-" + "x".repeat(100));
    verified(deploy("a", NONE));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      verified(portolan.destroy(Samples.OWNER));
    }
    assertEquals(2, aws.state().at("/regions/us-east-1/logs/groups").size());
  }

  @Test
  void aBoundaryThatOthersSetStaysUnlessTheProjectNamesOne() throws Exception {
    verified(deploy("a", NONE));
    String others = "arn:aws:iam::aws:policy/PowerUserAccess";
    new Stranger(aws).bound(Samples.OWNER, "hello", others);
    verified(deploy("b", NONE));
    assertTrue(aws.state().at("/iam/roles").toString().contains(others));
    String own = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    verified(deploy("b", Map.of("permissionsBoundary", own)));
    assertTrue(aws.state().at("/iam/roles").toString().contains(own));
  }

  @Test
  void aStrangersFunctionIsNotInvoked() throws Exception {
    new Stranger(aws).plant(Samples.OWNER, "hello");
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      DeployException refused =
          assertThrows(
              DeployException.class,
              () -> portolan.invoke(Samples.OWNER, "hello", new byte[] {'1'}));
      assertEquals(DeployException.Kind.NOT_OWNED, refused.kind());
    }
    assertTrue(aws.calls().calls().stream().noneMatch(call -> call.toString().contains("Invoke")));
  }

  private Outcome deploy(String code, Map<String, String> settings) throws IOException {
    try (Portolan portolan = Clouds.inProcess(aws, time, settings)) {
      return portolan.apply(
          portolan.plan(Samples.application(Samples.hello()), Samples.artifact(directory, code)));
    }
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
  }
}
