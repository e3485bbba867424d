package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.eventarc.v1.CreateTriggerRequest;
import com.google.cloud.eventarc.v1.EventarcClient;
import com.google.cloud.eventarc.v1.ListTriggersRequest;
import com.google.cloud.eventarc.v1.Trigger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers for events of objects and documents: what they must be, and where. */
class SourceTriggersTest {
  private static final String LOCATIONS = "projects/" + GcpCloud.PROJECT + "/locations/";
  private static final String STORED = "google.cloud.storage.object.v1.finalized";
  private static final String WRITTEN = "google.cloud.firestore.document.v1.written";
  private static final String NOBODY =
      GcpCloud.PROJECT_NUMBER + "-compute@developer.gserviceaccount.com";

  @TempDir Path directory;
  private GcpCloud cloud;
  private EventarcClient eventarc;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, new FakeTime()));
    Clients clients = Clients.of(cloud, true);
    eventarc = Events.eventarc(clients);
    cloud.bucket("photos", "EU");
    Events.service(clients, LOCATIONS + GcpCloud.REGION, "orders");
  }

  @AfterEach
  void close() {
    eventarc.close();
    cloud.close();
  }

  private static Trigger.Builder trigger(String... filters) {
    Trigger.Builder trigger = Trigger.newBuilder().setServiceAccount(GcpCloud.DEPLOYER);
    for (int i = 0; i < filters.length; i += 2) {
      trigger.addEventFiltersBuilder().setAttribute(filters[i]).setValue(filters[i + 1]);
    }
    trigger
        .getDestinationBuilder()
        .getCloudRunBuilder()
        .setService("orders")
        .setRegion(GcpCloud.REGION);
    return trigger;
  }

  private static Trigger.Builder documents(String database) {
    Trigger.Builder trigger =
        trigger("type", WRITTEN, "database", database)
            .setEventDataContentType("application/protobuf");
    trigger
        .addEventFiltersBuilder()
        .setAttribute("document")
        .setValue("parcels/{id}")
        .setOperator("match-path-pattern");
    return trigger;
  }

  private void create(String location, Trigger.Builder trigger) {
    eventarc
        .createTriggerCallable()
        .call(
            CreateTriggerRequest.newBuilder()
                .setParent(LOCATIONS + location)
                .setTriggerId("t")
                .setTrigger(trigger)
                .build());
  }

  private void refusal(int status, String message, String location, Trigger.Builder trigger) {
    String told = refused(status, () -> create(location, trigger));
    assertTrue(told.contains(message), told);
  }

  @Test
  void aBucketsTriggerIsWhereTheBucketIs() {
    cloud.furnish();
    Trigger.Builder objects = trigger("type", STORED, "bucket", "photos");
    refusal(
        400,
        "Bucket \\\"photos\\\" location \\\"eu\\\" does not match trigger location"
            + " \\\"us-central1\\\". Try again by creating the trigger in \\\"eu\\\".",
        GcpCloud.REGION,
        objects);
    create("eu", objects);
    Trigger made = eventarc.getTrigger(LOCATIONS + "eu/triggers/t");
    assertTrue(
        made.getTransport().getPubsub().getTopic().contains("/topics/eventarc-eu-t-"),
        made.toString());
    assertEquals(
        1,
        eventarc
            .listTriggersCallable()
            .call(ListTriggersRequest.newBuilder().setParent(LOCATIONS + "-").build())
            .getTriggersCount());
    refusal(403, "Permission denied on 'locations/here'", "here", objects);
  }

  @Test
  void cloudStoragesAccountMustBeAllowedToPublish() {
    Trigger.Builder objects = trigger("type", STORED, "bucket", "photos");
    refusal(400, "unable to publish to Cloud Pub/Sub topics", "eu", objects);
    cloud.furnish();
    create("eu", objects);
  }

  @Test
  void aTriggersAccountMustBeAllowedToReceive() {
    cloud.furnish();
    Trigger.Builder objects = trigger("type", STORED, "bucket", "photos").setServiceAccount(NOBODY);
    refusal(403, "eventarc.events.receiveEvent", "eu", objects);
    refusal(
        403,
        "eventarc.events.receiveEvent",
        GcpCloud.REGION,
        documents("(default)").setServiceAccount(NOBODY));
  }

  @Test
  void filtersAreThoseOfTheType() {
    cloud.furnish();
    refusal(400, "attribute 'bucket' is required", "eu", trigger("type", STORED));
    refusal(400, "not found", "eu", trigger("type", STORED, "bucket", "scans"));
    refusal(
        400,
        "cannot be filtered by object",
        "eu",
        trigger("type", STORED, "bucket", "photos", "object", "a"));
    Trigger.Builder pattern = trigger("type", STORED);
    pattern
        .addEventFiltersBuilder()
        .setAttribute("bucket")
        .setValue("photos")
        .setOperator("match-path-pattern");
    refusal(400, "with match-path-pattern", "eu", pattern);
    Trigger.Builder topic = trigger("type", STORED, "bucket", "photos");
    topic.getTransportBuilder().getPubsubBuilder().setTopic("projects/p/topics/t");
    refusal(400, "topic", "eu", topic);
    refusal(501, "does not offer", "eu", trigger("type", "google.cloud.redis.instance.v1.created"));
  }

  @Test
  void aDocumentsTriggerIsWhereTheDatabaseIsAndTakesProtobuf() {
    refusal(400, "Database '(default)' does not exist", GcpCloud.REGION, documents("(default)"));
    cloud.furnish();
    refusal(
        400,
        "Database '(default)' does not exist in region 'us-east1'. Did you mean region"
            + " 'us-central1'?.",
        "us-east1",
        documents("(default)"));
    refusal(
        400,
        "application/protobuf",
        GcpCloud.REGION,
        documents("(default)").setEventDataContentType("application/json"));
    refusal(
        400,
        "attribute 'database' is required",
        GcpCloud.REGION,
        trigger("type", WRITTEN).setEventDataContentType("application/protobuf"));
    create(GcpCloud.REGION, documents("(default)"));
  }

  @Test
  void triggersForMessagesAreInASingleRegion() {
    refusal(
        400,
        "single-region",
        "global",
        trigger("type", "google.cloud.pubsub.topic.v1.messagePublished"));
  }
}
