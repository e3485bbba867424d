package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.aws.EmbeddedAws;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a real process in the middle of a deployment, over real sockets, where what was just made
 * is known to nobody else: a rerun ends as an undisturbed run would have. Shows that the contract's
 * simulated kills are honest.
 */
class ForkedKillTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateRole",
        "CreateFunction",
        "PublishVersion",
        "CreateApi",
        "CreateIntegration"
      })
  void aRerunConverges(String operation) throws Exception {
    int number;
    String undisturbed;
    try (EmbeddedAws aws = EmbeddedAws.inMemory(new VirtualTime())) {
      assertEquals(ExitCode.VERIFIED, deploy(aws).exitCode());
      undisturbed = CloudState.of(aws.state());
      number =
          aws.calls().calls().stream()
              .filter(call -> call.operation().equals(operation))
              .findFirst()
              .map(CallRecord::number)
              .orElseThrow();
    }
    try (EmbeddedAws aws = EmbeddedAws.inMemory(new VirtualTime());
        LoopbackServer server = LoopbackServer.open(0, "aws", aws)) {
      assertEquals(137, fork(server.url(), number));
      assertEquals(number, aws.calls().calls().size(), "it died where it should");
      assertEquals(ExitCode.VERIFIED, deploy(aws).exitCode());
      assertEquals(undisturbed, CloudState.of(aws.state()));
    }
  }

  private Outcome deploy(EmbeddedAws aws) throws IOException {
    Application application = Samples.application(Samples.hello());
    try (Portolan portolan = Clouds.inProcess(aws, new VirtualTime(), Map.of())) {
      return portolan.apply(portolan.plan(application, Samples.artifact(directory, "code")));
    }
  }

  private int fork(String url, int number) throws IOException, InterruptedException {
    File said = directory.resolve("said.txt").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ForkedDeployer.class.getName(),
                url,
                directory.toString(),
                Integer.toString(number))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    int code = process.waitFor();
    if (code != 137) {
      throw new IOException("ended with " + code + ":\n" + Files.readString(said.toPath()));
    }
    return code;
  }
}
