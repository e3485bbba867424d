package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.pubsub.model.PublishRequest;
import com.google.api.services.pubsub.model.PubsubMessage;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import dev.portolan.provider.gcp.config.Names;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.JdkTransport;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets, for events: from a topic and a schedule to Google's own server. */
final class SandboxEventsTest {

  @TempDir Path work;
  private GcpCloud cloud;
  private GoogleClients clients;
  private Application project;

  @BeforeEach
  void start() throws Exception {
    cloud =
        GcpCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), line -> {})).furnish();
    Path key = Path.of(cloud.settings().get("credentials"));
    JdkTransport transport = JdkTransport.over(HttpClient.newHttpClient());
    clients =
        new GoogleClients(
            transport,
            Login.open(Optional.of(key), transport),
            new Endpoints(Optional.of(URI.create(cloud.settings().get("endpoint")))));
    project =
        Application.of(
            Projects.OWNER,
            List.of(
                function("clerk", new Trigger.Topic("orders", List.of("com.example.placed"))),
                function("sweeper", new Trigger.Schedule("0 2 * * *", "UTC")),
                function("packer", new Trigger.Queue("to-pack", 10)),
                function("viewer", new Trigger.ObjectCreated("photos")),
                function("auditor", new Trigger.RecordChanged("parcels"))),
            Bundle.of(ByHand.jar(work, Gatherer.class), List.of()));
  }

  @AfterEach
  void stop() {
    clients.close();
    cloud.close();
  }

  private static FunctionSpec function(String name, Trigger trigger) {
    return FunctionSpec.of(
        name,
        Gatherer.class.getName(),
        "dev.portolan.Event<java.lang.Object>",
        "java.lang.Void",
        List.of(trigger));
  }

  @Test
  @DisplayName("What happens reaches the function that takes it, and is read back from its log")
  void eventsReachTheirFunctions() throws Exception {
    Settings settings =
        Settings.of(cloud.settings())
            .with(Map.of("names.to-pack", "acme.to.pack", "names.photos", "acme-photos"));
    try (Portolan one = Portolan.open(new GcpProvider(), settings, Portolan.Options.standard())) {
      Outcome outcome = one.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));

      publish("com.example.other", "\"not for us\"");
      publish("com.example.placed", "\"a book\"");
      List<String> said = ByHand.await(one, "clerk", "got CUSTOM a book");
      assertTrue(said.stream().noneMatch(line -> line.contains("not for us")), said.toString());
      String job = "/jobs/" + Names.service(Projects.OWNER, "sweeper");
      clients
          .scheduler()
          .runJob("projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION + job);
      ByHand.await(one, "sweeper", "got SCHEDULE");

      publish("acme.to.pack", Map.of(), "\"a box\"");
      ByHand.await(one, "packer", "got QUEUE a box");
      String photos = "/storage.googleapis.com/upload/storage/v1/b/acme-photos/o";
      ByHand.send(cloud, "POST", photos + "?uploadType=media&name=a.png", "bytes");
      ByHand.await(one, "viewer", "name=a.png");
      String parcels =
          "/firestore.googleapis.com/v1/projects/%s/databases/(default)/documents/parcels"
              .formatted(GcpCloud.PROJECT);
      String fields = "{\"fields\":{\"to\":{\"stringValue\":\"%s\"}}}";
      ByHand.send(cloud, "POST", parcels + "?documentId=1", fields.formatted("Rome"));
      ByHand.await(one, "auditor", "got RECORD_CREATED");
      ByHand.send(cloud, "PATCH", parcels + "/1", fields.formatted("Bari"));
      ByHand.await(one, "auditor", "got RECORD_UPDATED");
      ByHand.send(cloud, "DELETE", parcels + "/1", "");
      ByHand.await(one, "auditor", "got RECORD_DELETED");

      assertEquals(ExitCode.VERIFIED, one.destroy(project.owner()).exitCode());
      assertTrue(cloud.state().path("buckets").has("acme-photos"), "it stays");
      for (String kind : List.of("triggers", "jobs", "subscriptions")) {
        assertTrue(cloud.state().path(kind).isEmpty(), () -> cloud.state().path(kind).toString());
      }
    }
  }

  /** Publishes an event as Pub/Sub's protocol binding of CloudEvents has it. */
  private void publish(String type, String data) throws Exception {
    publish(
        "orders",
        Map.of(
            "ce-id", "id-" + type,
            "ce-source", "/shop",
            "ce-type", type,
            "ce-specversion", "1.0",
            "content-type", "application/json"),
        data);
  }

  private void publish(String topic, Map<String, String> attributes, String data) throws Exception {
    PubsubMessage message =
        new PubsubMessage()
            .setData(Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)))
            .setAttributes(attributes);
    clients
        .pubsub()
        .projects()
        .topics()
        .publish(
            "projects/" + GcpCloud.PROJECT + "/topics/" + topic,
            new PublishRequest().setMessages(List.of(message)))
        .execute();
  }
}
