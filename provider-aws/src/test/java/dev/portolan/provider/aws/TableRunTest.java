package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Change;
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

/** Changes of a table that reach a function in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class TableRunTest {
  /** Refuses who is new, breaks with who goes, and takes what changes. */
  public static final class Doorman
      implements PortableFunction<Event<Change<Map<String, Object>>>, Void> {
    @Override
    public Void handle(Event<Change<Map<String, Object>>> event, Context context) {
      if (event.data().before().isEmpty()) {
        throw new Reject("no room for " + event.data().key());
      }
      if (event.data().after().isEmpty()) {
        throw new IllegalStateException("not today");
      }
      return null;
    }
  }

  private static final Trigger GUESTS = new Trigger.RecordChanged("guests");

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
    FunctionSpec doorman =
        FunctionSpec.of(
                "doorman",
                Doorman.class.getName(),
                "dev.portolan.Event<dev.portolan.Change<java.util.Map<java.lang.String,"
                    + "java.lang.Object>>>",
                "java.lang.Void",
                List.of(GUESTS))
            .withDeadLetter("refused");
    Path jar = directory.resolve("doorman.jar");
    String file = Doorman.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Doorman.class.getClassLoader().getResourceAsStream(file)) {
      ReproducibleZip.create().add(file, in.readAllBytes()).write(jar);
    }
    Application application =
        Application.of(Samples.OWNER, List.of(doorman), Bundle.of(jar, List.of()));
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
    return running.fire(new Happening(Samples.OWNER, "doorman", GUESTS, "guests", "7", bytes));
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
  void eachChangeComesWithWhatWasAndIsAndWhatIsRefusedIsKept() throws Exception {
    Happening.Result added = happens("{\"name\":\"Ada\",\"age\":36}");
    assertTrue(added.handled(), added.told() + " " + told);
    JsonNode event = kept();
    assertEquals("com.amazonaws.dynamodb.INSERT", event.path("type").asText(), event.toString());
    assertEquals("7", event.path("partitionkey").asText(), event.toString());
    assertEquals(36, event.at("/data/NewImage/age").asInt(), event.toString());
    Happening.Result changed = happens("{\"name\":\"Ada\",\"age\":37}");
    assertTrue(changed.handled(), changed.told() + " " + told);
    Happening.Result removed = happens("");
    assertFalse(removed.handled());
    assertTrue(removed.told().get(0).contains("failed: 1 of "), removed.told().toString());
  }
}
