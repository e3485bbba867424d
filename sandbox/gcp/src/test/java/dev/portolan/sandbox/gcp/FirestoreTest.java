package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.WireResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and documents, as curl meets them. */
class FirestoreTest {
  private static final String DOCUMENTS = Rest.DATABASES + "/(default)/documents/";

  @TempDir Path directory;
  private GcpCloud cloud;
  private Rest rest;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, new FakeTime()));
    rest = new Rest(cloud);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private static void refused(int status, String message, WireResponse answer) {
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @Test
  void aProjectHasADatabaseWhenOneIsMade() throws Exception {
    refused(404, "does not exist", rest.call("GET", Rest.DATABASES + "/(default)", ""));
    refused(404, "does not exist", rest.call("GET", DOCUMENTS + "parcels/1", ""));
    String wanted = "{\"locationId\":\"nam5\",\"type\":\"FIRESTORE_NATIVE\"}";
    rest.json("POST", Rest.DATABASES + "?databaseId=(default)", wanted);
    assertEquals(
        "nam5", rest.json("GET", Rest.DATABASES + "/(default)", "").path("locationId").asText());
    refused(
        409, "already exists", rest.call("POST", Rest.DATABASES + "?databaseId=(default)", wanted));
    cloud.furnish();
    assertEquals(
        "nam5",
        rest.json("GET", Rest.DATABASES + "/(default)", "").path("locationId").asText(),
        "one that is there stays");
  }

  @Test
  void writesReadsAndRemovesADocument() throws Exception {
    cloud.furnish();
    String fields =
        "{\"fields\":{\"to\":{\"stringValue\":\"Rome\"},\"n\":{\"integerValue\":\"7\"},"
            + "\"none\":{\"nullValue\":null}}}";
    rest.json("POST", DOCUMENTS + "parcels?documentId=1", fields);
    refused(409, "already exists", rest.call("POST", DOCUMENTS + "parcels?documentId=1", fields));
    rest.json(
        "PATCH",
        DOCUMENTS + "parcels/1?updateMask.fieldPaths=to",
        "{\"fields\":{\"to\":{\"stringValue\":\"Bari\"}}}");
    var read = rest.json("GET", DOCUMENTS + "parcels/1", "").path("fields");
    assertEquals("Bari", read.path("to").path("stringValue").asText());
    assertEquals("7", read.path("n").path("integerValue").asText());
    refused(
        404,
        "not found",
        rest.call("PATCH", DOCUMENTS + "parcels/2?currentDocument.exists=true", "{}"));
    rest.json("DELETE", DOCUMENTS + "parcels/1", "");
    refused(404, "not found", rest.call("GET", DOCUMENTS + "parcels/1", ""));
    rest.json("DELETE", DOCUMENTS + "parcels/1", "");
  }
}
