package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;

/** An embedded AWS in which one function is deployed again and again, called by this and that. */
final class EventScene implements AutoCloseable {
  final VirtualTime time = new VirtualTime();
  final HeardPayloads heard = new HeardPayloads();
  final EmbeddedAws aws = EmbeddedAws.inMemory(time, heard);
  final AwsClients clients =
      new AwsClients(
          AwsSettings.from(Clouds.settings("http://127.0.0.1:1")),
          Region.of(EmbeddedAws.REGION),
          Map.of(),
          timeouts -> new InProcessHttpClient(aws));
  private final Path directory;

  EventScene(Path directory) {
    this.directory = directory;
  }

  static FunctionSpec hello(Trigger... triggers) {
    return FunctionSpec.of(
        "hello", "com.acme.Hello", "com.acme.Name", "java.lang.Void", List.of(triggers));
  }

  Outcome deploy(Map<String, String> settings, FunctionSpec... functions) {
    try (Portolan portolan = Clouds.inProcess(aws, time, settings)) {
      return portolan.apply(plan(portolan, functions));
    }
  }

  Plan plan(Portolan portolan, FunctionSpec... functions) {
    try {
      return portolan.plan(Samples.application(functions), Samples.artifact(directory, "a"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Outcome deployed(FunctionSpec... functions) {
    return verified(deploy(Map.of(), functions));
  }

  /** Why a deployment is refused, while it is planned. */
  DeployException refused(Map<String, String> settings, FunctionSpec... functions) {
    return assertThrows(DeployException.class, () -> deploy(settings, functions));
  }

  <T> T with(Map<String, String> settings, Function<Portolan, T> work) {
    try (Portolan portolan = Clouds.inProcess(aws, time, settings)) {
      return work.apply(portolan);
    }
  }

  JsonNode regional(String path) {
    return aws.state().at("/regions/us-east-1" + path);
  }

  static Outcome verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
    return outcome;
  }

  @Override
  public void close() {
    clients.close();
    aws.close();
  }
}
