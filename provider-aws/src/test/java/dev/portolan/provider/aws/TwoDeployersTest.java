package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.aws.EmbeddedAws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people deploy the same function, the second in full between two calls of the first, between
 * any two: what serves afterwards is one's or the other's, code and configuration, never a mix. Who
 * lost is told so, or has won after looking again.
 */
class TwoDeployersTest {
  @TempDir private Path directory;

  /** One of the two, with code and memory of their own. */
  private record Person(String code, int memory) {
    Outcome deploy(EmbeddedAws aws, Path directory) throws Exception {
      Application application =
          Samples.application(
              Samples.hello().withSizing(Sizing.PORTABLE.withMemoryMebibytes(memory)));
      Artifact artifact = Samples.artifact(directory, code);
      try (Portolan portolan = Clouds.inProcess(aws, new VirtualTime(), Map.of())) {
        return portolan.apply(portolan.plan(application, artifact));
      }
    }

    String serves(Path directory) throws Exception {
      CodeConfig code =
          CodeConfig.of(
              Samples.artifact(directory, this.code).sha256(),
              dev.portolan.deploy.model.Architecture.X86_64);
      return code.sha256() + " with " + memory;
    }
  }

  private static final Person ADA = new Person("ada", 1024);
  private static final Person BOB = new Person("bob", 2048);

  @Test
  void onAFunctionThatIsThere() throws Exception {
    interleaved(new Person("before", 512));
  }

  @Test
  void onAFunctionThatIsNotThereYet() throws Exception {
    interleaved(null);
  }

  private void interleaved(Person before) throws Exception {
    Set<String> allowed = Set.of(ADA.serves(directory), BOB.serves(directory));
    int calls = 1;
    boolean struck = true;
    while (struck) {
      try (EmbeddedAws aws = EmbeddedAws.inMemory(new VirtualTime())) {
        if (before != null) {
          before.deploy(aws, directory);
        }
        struck = bobComesBetween(aws, calls, allowed);
      }
      calls++;
    }
    assertTrue(calls > 20, "only " + calls + " calls were interrupted");
  }

  private boolean bobComesBetween(EmbeddedAws aws, int call, Set<String> allowed) throws Exception {
    String where = "before call " + call;
    List<Outcome> bobs = new ArrayList<>();
    aws.calls().clear();
    int[] bobsLast = new int[1];
    Runnable comes =
        () -> {
          bobs.add(bob(aws));
          bobsLast[0] = aws.calls().calls().size();
        };
    aws.faults().at(call, Phase.BEFORE_SEND, Fault.stranger(comes));
    Outcome ada = ADA.deploy(aws, directory);
    if (bobs.isEmpty()) {
      return false;
    }
    assertTrue(
        Set.of(ExitCode.VERIFIED, ExitCode.CONFLICT).contains(ada.exitCode()),
        () -> where + " Ada's run ended " + ada.exitCode() + ": " + ada.error());
    assertTrue(allowed.contains(serving(aws)), () -> where + " a mix serves: " + serving(aws));
    if (ada.exitCode() == ExitCode.VERIFIED && adaChangedSomethingAfter(bobsLast[0], aws)) {
      assertEquals(ADA.serves(directory), serving(aws), where);
    }
    assertEquals(ExitCode.VERIFIED, ADA.deploy(aws, directory).exitCode(), where);
    assertEquals(ADA.serves(directory), serving(aws), where);
    assertEquals(1, aws.state().at("/regions/us-east-1/apigateway/apis").size(), where);
    return true;
  }

  /** Otherwise hers was proven before his began, and is his now. */
  private static boolean adaChangedSomethingAfter(int bobsLast, EmbeddedAws aws) {
    return aws.calls().calls().stream()
        .skip(bobsLast)
        .anyMatch(call -> call.access() == CallRecord.Access.MUTATION);
  }

  private Outcome bob(EmbeddedAws aws) {
    try {
      return BOB.deploy(aws, directory);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Code and memory of the version behind the alias. */
  private static String serving(EmbeddedAws aws) {
    JsonNode function = aws.state().at("/regions/us-east-1/lambda/functions/shop-dev-hello");
    String version = function.at("/aliases/live/FunctionVersion").asText();
    JsonNode serving = function.path("versions").path(version);
    return serving.path("CodeSha256").asText() + " with " + serving.path("MemorySize").asInt();
  }
}
