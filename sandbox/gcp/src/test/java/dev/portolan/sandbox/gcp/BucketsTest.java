package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets and objects, as curl meets them. */
class BucketsTest {
  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private GcpCloud cloud;
  private Rest rest;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time));
    rest = new Rest(cloud);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void refused(int status, String message, WireResponse answer) {
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @Test
  void makesABucketOnce() throws Exception {
    String wanted = "{\"name\":\"photos\",\"location\":\"europe-west1\"}";
    JsonNode made = rest.json("POST", Rest.BUCKETS + "?project=" + GcpCloud.PROJECT, wanted);
    assertEquals("EUROPE-WEST1", made.path("location").asText());
    assertEquals(GcpCloud.PROJECT_NUMBER, made.path("projectNumber").asText());
    assertEquals(made, rest.json("GET", Rest.BUCKETS + "/photos", ""));
    refused(409, "you already own it", rest.call("POST", Rest.BUCKETS, wanted));
    refused(400, "Invalid bucket name", rest.call("POST", Rest.BUCKETS, "{\"name\":\"A\"}"));
    refused(
        400,
        "location constraint",
        rest.call("POST", Rest.BUCKETS, "{\"name\":\"scans\",\"location\":\"here\"}"));
    refused(400, "Parse Error", rest.call("POST", Rest.BUCKETS, "{"));
    refused(
        404, "The specified bucket does not exist.", rest.call("GET", Rest.BUCKETS + "/no", ""));
  }

  @Test
  void storesReadsAndRemovesAnObject() throws Exception {
    cloud.bucket("photos", "eu");
    JsonNode stored = rest.put("photos", "a%2Fb.txt", "hello");
    assertEquals("a/b.txt", stored.path("name").asText());
    assertEquals("5", stored.path("size").asText());
    assertEquals("XUFAKrxLKna5cZ2REBfFkg==", stored.path("md5Hash").asText());
    assertEquals("mnG7TA==", stored.path("crc32c").asText());
    String object = Rest.BUCKETS + "/photos/o/a%2Fb.txt";
    assertEquals(stored, rest.json("GET", object, ""));
    assertEquals("hello", rest.call("GET", object + "?alt=media", "").text());
    long first = stored.path("generation").asLong();
    assertTrue(rest.put("photos", "a%2Fb.txt", "x").path("generation").asLong() > first);
    refused(409, "not empty", rest.call("DELETE", Rest.BUCKETS + "/photos", ""));
    rest.json("DELETE", object, "");
    refused(404, "No such object: photos/a/b.txt", rest.call("GET", object, ""));
    refused(404, "No such object", rest.call("DELETE", object, ""));
    rest.json("DELETE", Rest.BUCKETS + "/photos", "");
  }

  @Test
  void refusesWhatItCannotDo() throws Exception {
    cloud.bucket("photos", "eu");
    refused(
        400, "media alone", rest.call("POST", Rest.UPLOADS + "photos/o?uploadType=resumable", ""));
    refused(400, "name", rest.call("POST", Rest.UPLOADS + "photos/o?uploadType=media", "x"));
    refused(404, "Not Found", rest.call("PATCH", Rest.BUCKETS + "/photos", "{}"));
    refused(404, "Not Found", rest.call("GET", Rest.BUCKETS + "/photos/acl", ""));
    WireResponse unknown =
        cloud.handle(
            new WireRequest("GET", Rest.BUCKETS + "/photos", "", WireHeaders.none(), new byte[0]));
    refused(401, "Invalid Credentials", unknown);
    assertEquals(
        "service-" + GcpCloud.PROJECT_NUMBER + "@gs-project-accounts.iam.gserviceaccount.com",
        rest.json("GET", "/storage.googleapis.com/storage/v1/projects/x/serviceAccount", "")
            .path("email_address")
            .asText());
  }
}
