package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account of the project's own may do with topics and objects: what a policy says. */
class RightsTest {
  private static final String TOPIC =
      "/pubsub.googleapis.com/v1/projects/" + GcpCloud.PROJECT + "/topics/orders";
  private static final String EMAIL = "shipper@" + GcpCloud.PROJECT + ".iam.gserviceaccount.com";
  private static final String MESSAGE = "{\"messages\":[{\"data\":\"eA==\"}]}";
  private static final String OBJECT = Rest.BUCKETS + "/photos/o/a";

  @TempDir Path directory;
  private GcpCloud cloud;
  private Rest rest;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, new FakeTime()));
    rest = new Rest(cloud);
    rest.json(
        "POST",
        "/iam.googleapis.com/v1/projects/" + GcpCloud.PROJECT + "/serviceAccounts",
        "{\"accountId\":\"shipper\",\"serviceAccount\":{}}");
    rest.json("PUT", TOPIC, "{}");
    cloud.bucket("photos", "eu");
    rest.put("photos", "a", "hello");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private int own(String method, String path, String body) throws Exception {
    return answer(method, path, body).status();
  }

  private WireResponse answer(String method, String path, String body) throws Exception {
    int at = path.indexOf('?');
    return cloud.handle(
        new WireRequest(
            method,
            at < 0 ? path : path.substring(0, at),
            at < 0 ? "" : path.substring(at + 1),
            WireHeaders.of("Authorization", "Bearer " + cloud.tokens().access(EMAIL))
                .with("Content-Type", "text/plain"),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String policy(JsonNode read, String role, String email) {
    ObjectNode next = (ObjectNode) read;
    next.putArray("bindings")
        .addObject()
        .put("role", "roles/" + role)
        .putArray("members")
        .add("serviceAccount:" + email);
    return next.toString();
  }

  private void ofBucket(String role) throws Exception {
    String iam = Rest.BUCKETS + "/photos/iam";
    rest.json("PUT", iam, policy(rest.json("GET", iam, ""), "storage." + role, EMAIL));
  }

  private int store(String name) throws Exception {
    return own("POST", Rest.UPLOADS + "photos/o?uploadType=media&name=" + name, "x");
  }

  @Test
  void publishesWhoIsAPublisher() throws Exception {
    WireResponse refused = answer("POST", TOPIC + ":publish", MESSAGE);
    assertEquals(403, refused.status());
    assertTrue(refused.text().contains("User not authorized"), refused.text());
    JsonNode read = rest.json("GET", TOPIC + ":getIamPolicy", "");
    String next = policy(read, "pubsub.publisher", EMAIL);
    rest.json("POST", TOPIC + ":setIamPolicy", "{\"policy\":" + next + "}");
    assertEquals(200, own("POST", TOPIC + ":publish", MESSAGE));
    WireResponse stale = rest.call("POST", TOPIC + ":setIamPolicy", "{\"policy\":" + next + "}");
    assertEquals(409, stale.status(), "somebody else has written it");
    rest.json("DELETE", TOPIC, "");
    rest.json("PUT", TOPIC, "{}");
    assertEquals(403, own("POST", TOPIC + ":publish", MESSAGE), "its policy went with it");
    assertEquals(404, rest.call("GET", TOPIC + "2:getIamPolicy", "").status());
  }

  @Test
  void messagesHaveTheirLimits() throws Exception {
    for (String part :
        new String[] {
          "\"attributes\":{\"a\":\"" + "v".repeat(1025) + "\"}",
          "\"attributes\":{\"" + "k".repeat(257) + "\":\"\"}",
          "\"orderingKey\":\"" + "o".repeat(1025) + "\""
        }) {
      String message = "{\"messages\":[{\"data\":\"eA==\"," + part + "}]}";
      assertEquals(400, rest.call("POST", TOPIC + ":publish", message).status(), part);
    }
  }

  @Test
  void readsWhoIsAReaderAndKnowsWhatIsMissingWhoMayList() throws Exception {
    assertEquals(403, own("GET", OBJECT + "?alt=media", ""));
    ofBucket("legacyObjectReader");
    assertEquals(200, own("GET", OBJECT + "?alt=media", ""));
    assertEquals(403, own("GET", OBJECT + "b?alt=media", ""));
    ofBucket("objectViewer");
    assertEquals("hello", answer("GET", OBJECT + "?alt=media", "").text());
    assertEquals(404, own("GET", OBJECT + "b?alt=media", ""));
    assertEquals(403, own("DELETE", OBJECT, ""));
    assertEquals(403, store("b"));
  }

  @Test
  void replacesAndRemovesWhoMayDelete() throws Exception {
    ofBucket("objectCreator");
    assertEquals(200, store("b"));
    assertEquals(403, store("a"), "it is there");
    ofBucket("legacyBucketWriter");
    assertEquals(200, store("a"));
    assertEquals(403, own("GET", OBJECT, ""), "whoever stores does not read");
    assertEquals(204, own("DELETE", OBJECT, ""));
    assertEquals(404, own("DELETE", OBJECT, ""));
  }

  @Test
  void writesThePolicyOfABucketThatNobodyElseHasWritten() throws Exception {
    String iam = Rest.BUCKETS + "/photos/iam";
    String next = policy(rest.json("GET", iam, ""), "storage.objectViewer", EMAIL);
    rest.json("PUT", iam, next);
    assertEquals(412, rest.call("PUT", iam, next).status());
    String other = EMAIL.replace("shipper", "nobody");
    WireResponse unknown =
        rest.call("PUT", iam, policy(rest.json("GET", iam, ""), "storage.objectViewer", other));
    assertEquals(400, unknown.status());
    assertTrue(unknown.text().contains("Service account " + other + " does not exist"));
    assertEquals(400, rest.call("PUT", iam, "[]").status());
    assertEquals(404, rest.call("GET", Rest.BUCKETS + "/none/iam", "").status());
  }

  @Test
  void whoWasToldOfAnEmulatorNeedsNoHost() throws Exception {
    String bare = TOPIC.replace("/pubsub.googleapis.com", "");
    assertEquals(200, rest.call("POST", bare + ":publish", MESSAGE).status());
    String object = OBJECT.replace("/storage.googleapis.com", "");
    assertEquals("hello", rest.call("GET", object + "?alt=media", "").text());
  }

  @Test
  void listsItsBuckets() throws Exception {
    JsonNode all = rest.json("GET", Rest.BUCKETS + "?project=" + GcpCloud.PROJECT, "");
    assertEquals("photos", all.path("items").path(0).path("name").asText());
  }
}
