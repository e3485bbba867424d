package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.EmbeddedAwsCloud;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * An embedded AWS in which one function is packed, deployed and run in Lambda's own runtime client;
 * what it refuses is kept in the queue {@code refused}.
 */
final class RunScene implements AutoCloseable {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final Path directory;
  private final Trigger trigger;
  private final SandboxCloud.Running running;
  private final Settings settings;

  /** Starts the cloud in which a function is to hear of one thing. */
  RunScene(Path directory, Trigger trigger, Map<String, String> more) throws Exception {
    this.directory = directory;
    this.trigger = trigger;
    running =
        new EmbeddedAwsCloud()
            .start(new SandboxCloud.Spec(directory, TimeSource.system(), told::add));
    Map<String, String> own = new HashMap<>(more);
    own.put("runtime", "java17");
    settings = Settings.of(running.settings()).with(own);
  }

  /**
   * Packs and deploys the function.
   *
   * @param input the type that it takes, in Java's words
   */
  void deploy(Class<? extends PortableFunction<?, ?>> function, String input) throws Exception {
    FunctionSpec spec =
        FunctionSpec.of("taker", function.getName(), input, "java.lang.Void", List.of(trigger))
            .withDeadLetter("refused");
    Path jar = directory.resolve("taker.jar");
    String file = function.getName().replace('.', '/') + ".class";
    try (InputStream in = function.getClassLoader().getResourceAsStream(file)) {
      ReproducibleZip.create().add(file, in.readAllBytes()).write(jar);
    }
    Application application =
        Application.of(Samples.OWNER, List.of(spec), Bundle.of(jar, List.of()));
    Artifact artifact =
        new AwsProvider().packager(settings).pack(application, directory.resolve("packed"));
    try (Portolan portolan =
        Portolan.open(new AwsProvider(), settings, Clouds.options(TimeSource.system()))) {
      EventScene.verified(portolan.apply(portolan.plan(application, artifact)));
    }
  }

  /** Lets something happen, to one of what the function hears of. */
  Happening.Result happens(String source, String key, String data) throws Exception {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return running.fire(new Happening(Samples.OWNER, "taker", trigger, source, key, bytes));
  }

  /** The one message that is kept. */
  JsonNode kept() {
    AwsSettings here = AwsSettings.from(settings);
    try (AwsClients clients =
        new AwsClients(here, Region.of(EmbeddedAws.REGION), Map.of(), AwsProvider::sockets)) {
      SqsClient sqs = clients.sqs().get();
      String url = sqs.getQueueUrl(q -> q.queueName("refused")).queueUrl();
      List<Message> messages =
          sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
      assertEquals(1, messages.size(), told + " " + messages);
      return Json.read(messages.get(0).body()).orElseThrow();
    }
  }

  /** What the sandbox told of a result and of all before. */
  String told(Happening.Result result) {
    return result.told() + " " + told;
  }

  @Override
  public void close() {
    running.close();
  }
}
