package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
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
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Records of Kafka that reach a function in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class KafkaRunTest {
  /** Refuses what is no view, breaks once with what it does not know, and takes the rest. */
  public static final class Counter
      implements PortableFunction<Event<KafkaRecord<String, String>>, Void> {
    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public Void handle(Event<KafkaRecord<String, String>> event, Context context) {
      String value = event.data().value().orElse("");
      if (value.equals("no view")) {
        throw new Reject("no view of " + event.data().key().orElse("nothing"));
      }
      if (value.equals("unknown") && !broken.getAndSet(true)) {
        throw new IllegalStateException("not today");
      }
      return null;
    }
  }

  private static final Trigger VIEWS = new Trigger.Kafka(List.of("views"), "");

  @TempDir private Path directory;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private SandboxCloud.Running running;
  private Settings settings;

  @BeforeEach
  void deploy() throws Exception {
    running =
        new EmbeddedAwsCloud()
            .start(new SandboxCloud.Spec(directory, TimeSource.system(), told::add));
    settings =
        Settings.of(running.settings())
            .with(
                Map.of(
                    "runtime", "java17",
                    "kafka", "arn:aws:kafka:us-east-1:123456789012:cluster/shop/abc-2"));
    FunctionSpec counter =
        FunctionSpec.of(
                "counter",
                Counter.class.getName(),
                "dev.portolan.Event<dev.portolan.KafkaRecord<java.lang.String,java.lang.String>>",
                "java.lang.Void",
                List.of(VIEWS))
            .withDeadLetter("refused");
    Path jar = directory.resolve("counter.jar");
    String file = Counter.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Counter.class.getClassLoader().getResourceAsStream(file)) {
      ReproducibleZip.create().add(file, in.readAllBytes()).write(jar);
    }
    Application application =
        Application.of(Samples.OWNER, List.of(counter), Bundle.of(jar, List.of()));
    Artifact artifact =
        new AwsProvider().packager(settings).pack(application, directory.resolve("packed"));
    try (Portolan portolan =
        Portolan.open(new AwsProvider(), settings, Clouds.options(TimeSource.system()))) {
      EventScene.verified(portolan.apply(portolan.plan(application, artifact)));
    }
  }

  @AfterEach
  void close() {
    running.close();
  }

  private Happening.Result happens(String data) throws Exception {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return running.fire(new Happening(Samples.OWNER, "counter", VIEWS, "", "/shop", bytes));
  }

  private JsonNode kept() {
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

  @Test
  void eachRecordComesWithItsKeyAndWhatIsRefusedIsKept() throws Exception {
    Happening.Result taken = happens("a view");
    assertTrue(taken.handled(), taken.told() + " " + told);
    Happening.Result refused = happens("no view");
    assertTrue(refused.handled(), refused.told() + " " + told);
    JsonNode event = kept();
    assertEquals("org.apache.kafka.record", event.path("type").asText(), event.toString());
    assertEquals("/shop", event.path("partitionkey").asText(), event.toString());
    byte[] data = Base64.getDecoder().decode(event.path("data_base64").asText());
    assertEquals("no view", new String(data, StandardCharsets.UTF_8), event.toString());
    Happening.Result broken = happens("unknown");
    assertFalse(broken.handled());
    assertTrue(broken.told().get(0).contains("failed: 1 of "), broken.told().toString());
    Happening.Result after = happens("a view");
    assertTrue(after.handled(), "the one before it came again: " + after.told() + " " + told);
  }
}
