package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Context;
import dev.portolan.Event;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

/** Dead letters of a function that is packed, deployed and run in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class DeadLetterRunTest {
  /** Refuses what says so, and breaks with all else. */
  public static final class Picky implements PortableFunction<Event<String>, Void> {
    @Override
    public Void handle(Event<String> event, Context context) {
      if (event.data().equals("refuse")) {
        throw new Reject("as it says");
      }
      throw new IllegalStateException("not today");
    }
  }

  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of("com.acme.placed"));

  @TempDir private Path directory;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private SandboxCloud.Running running;
  private Settings settings;

  @BeforeEach
  void deploy() throws Exception {
    running =
        new EmbeddedAwsCloud()
            .start(new SandboxCloud.Spec(directory, TimeSource.system(), told::add));
    settings = Settings.of(running.settings()).with(Map.of("runtime", "java17"));
    FunctionSpec picky =
        FunctionSpec.of(
                "picky",
                Picky.class.getName(),
                "dev.portolan.Event<java.lang.String>",
                "java.lang.Void",
                List.of(ORDERS))
            .withDeadLetter("refused");
    Path jar = directory.resolve("picky.jar");
    String file = Picky.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Picky.class.getClassLoader().getResourceAsStream(file)) {
      ReproducibleZip.create().add(file, in.readAllBytes()).write(jar);
    }
    Application application =
        Application.of(Samples.OWNER, List.of(picky), Bundle.of(jar, List.of()));
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
    return running.fire(new Happening(Samples.OWNER, "picky", ORDERS, "orders", "", bytes));
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
  void whatItRejectsIsKeptAsTheEventThatItWas() throws Exception {
    Happening.Result result = happens("\"refuse\"");
    assertTrue(result.handled(), result.told() + " " + told);
    JsonNode event = kept();
    assertEquals("1.0", event.path("specversion").asText(), event.toString());
    assertEquals("com.acme.placed", event.path("type").asText(), event.toString());
    assertTrue(event.has("id") && event.has("source"), event.toString());
  }

  @Test
  void whatFailsThreeTimesIsKeptAsLambdasRecordOfIt() throws Exception {
    Happening.Result result = happens("\"break\"");
    assertFalse(result.handled());
    JsonNode record = kept();
    assertEquals("RetriesExhausted", record.at("/requestContext/condition").asText());
    assertEquals(3, record.at("/requestContext/approximateInvokeCount").asInt());
    JsonNode message = record.at("/requestPayload/Records/0/Sns");
    assertEquals("\"break\"", message.path("Message").asText(), record.toString());
  }
}
