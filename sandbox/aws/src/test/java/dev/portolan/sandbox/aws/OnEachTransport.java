package dev.portolan.sandbox.aws;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.LoopbackServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs one scenario against a fresh cloud in process, and against another over a socket. */
final class OnEachTransport {
  private OnEachTransport() {}

  /** What is done and held. */
  interface Scenario {
    void run(Sdk sdk, EmbeddedAws aws) throws Exception;
  }

  static Stream<DynamicTest> of(Scenario scenario) {
    return List.of(true, false).stream()
        .map(
            inProcess ->
                DynamicTest.dynamicTest(
                    inProcess ? "in process" : "over a socket", () -> run(scenario, inProcess)));
  }

  private static void run(Scenario scenario, boolean inProcess) throws Exception {
    try (EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system())) {
      if (inProcess) {
        scenario.run(Sdk.inProcess(aws), aws);
        return;
      }
      try (LoopbackServer server = LoopbackServer.open(0, "aws", aws)) {
        scenario.run(Sdk.overSocket(server.url()), aws);
      }
    }
  }
}
