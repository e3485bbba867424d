package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.PublishRequest;
import com.google.api.services.pubsub.model.PubsubMessage;
import com.google.api.services.pubsub.model.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics, as Google's client meets them. */
class PubSubTest {
  private static final String PROJECT = "projects/" + GcpCloud.PROJECT;
  private static final String TOPIC = PROJECT + "/topics/orders";

  @TempDir Path directory;
  private GcpCloud cloud;
  private Pubsub.Projects.Topics topics;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, new FakeTime()));
    topics = Events.pubsub(Clients.of(cloud, true)).projects().topics();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void makesListsAndDeletesTopics() throws Exception {
    topics.create(TOPIC, new Topic().setLabels(Map.of("owner", "a"))).execute();
    assertEquals("a", topics.get(TOPIC).execute().getLabels().get("owner"));
    assertTrue(refused(409, () -> topics.create(TOPIC, new Topic()).execute()).contains("=orders"));
    topics.create(TOPIC + "2", new Topic()).execute();
    var page = topics.list(PROJECT).setPageSize(1).execute();
    assertEquals(TOPIC, page.getTopics().get(0).getName());
    var second = topics.list(PROJECT).setPageToken(page.getNextPageToken()).execute();
    assertEquals(TOPIC + "2", second.getTopics().get(0).getName());
    topics.delete(TOPIC).execute();
    assertEquals(
        "Resource not found (resource=orders).", refused(404, () -> topics.get(TOPIC).execute()));
    refused(404, () -> topics.delete(TOPIC).execute());
  }

  @Test
  void refusesNamesAndLabels() {
    for (String id : List.of("go", "1st", "google-orders", "a/b".replace('/', '$'))) {
      refused(400, () -> topics.create(PROJECT + "/topics/" + id, new Topic()).execute());
    }
    refused(400, () -> topics.create(TOPIC, new Topic().setLabels(Map.of("A", "b"))).execute());
    refused(403, () -> topics.get("projects/other/topics/orders").execute());
  }

  @Test
  void takesMessages() throws Exception {
    topics.create(TOPIC, new Topic()).execute();
    PubsubMessage message = new PubsubMessage().setData("eA==");
    PublishRequest request = new PublishRequest().setMessages(List.of(message, message));
    List<String> ids = topics.publish(TOPIC, request).execute().getMessageIds();
    assertEquals(2, ids.stream().distinct().count());
    refused(404, () -> topics.publish(TOPIC + "2", request).execute());
    PublishRequest empty = new PublishRequest().setMessages(List.of(new PubsubMessage()));
    assertTrue(refused(400, () -> topics.publish(TOPIC, empty).execute()).contains("is empty"));
    refused(400, () -> topics.publish(TOPIC, new PublishRequest()).execute());
  }
}
