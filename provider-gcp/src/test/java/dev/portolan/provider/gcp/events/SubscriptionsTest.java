package dev.portolan.provider.gcp.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.util.Durations;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.FakeGoogle;
import dev.portolan.provider.gcp.Wants;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.serving.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriptionsTest {
  private static final String ACCOUNT =
      "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com";
  private static final String PARENT = "projects/shop-project/locations/europe-west1";

  @TempDir Path directory;

  private static EventTrigger topic(Trigger trigger) {
    return (EventTrigger) Lowered.of(Wants.of(trigger));
  }

  private static ScheduledJob job(Wanted wanted) {
    return (ScheduledJob) Lowered.of(wanted);
  }

  @Test
  @DisplayName("A topic is an Eventarc trigger on it, to the function's service, as its account")
  void topics() {
    EventTrigger wanted = topic(Wants.ORDERS);
    var trigger = wanted.trigger();
    assertTrue(trigger.getName().startsWith(PARENT + "/triggers/shop-dev-receipt-"));
    assertEquals(
        List.of(
            EventFilter.newBuilder()
                .setAttribute("type")
                .setValue("google.cloud.pubsub.topic.v1.messagePublished")
                .build()),
        trigger.getEventFiltersList());
    assertEquals(ACCOUNT, trigger.getServiceAccount());
    assertEquals("shop-dev-receipt", trigger.getDestination().getCloudRun().getService());
    assertEquals("europe-west1", trigger.getDestination().getCloudRun().getRegion());
    assertEquals(Optional.of("projects/shop-project/topics/orders"), wanted.topicName());
    assertTrue(Ownership.owns(Wants.SHOP, trigger.getLabelsMap()));
    assertEquals("receipt", Ownership.function(trigger.getLabelsMap()));
    assertEquals("", trigger.getChannel());
    trigger.getLabelsMap().values().forEach(value -> assertTrue(value.length() <= 63, value));
  }

  @Test
  @DisplayName("Other types are another configuration of the same trigger; their order is none")
  void types() {
    EventTrigger one = topic(new Trigger.Topic("orders", List.of("a", "b")));
    EventTrigger turned = topic(new Trigger.Topic("orders", List.of("b", "a")));
    EventTrigger all = topic(new Trigger.Topic("orders", List.of()));
    assertEquals(one.trigger(), turned.trigger());
    assertEquals(one.id(), all.id());
    assertEquals(
        List.of(new Difference("labels", "the function takes other types")),
        all.differences(one.trigger(), Optional.empty()));
  }

  @Test
  @DisplayName(
      "A queue is a trigger of the queue's own name, whoever takes from it, kept for a week")
  void queues() {
    Trigger queue = new Trigger.Queue("to-pack", 10);
    EventTrigger wanted = topic(queue);
    assertEquals("queue-to-pack", wanted.id());
    assertTrue(wanted.ofQueue());
    assertFalse(topic(Wants.ORDERS).ofQueue());
    assertEquals(Optional.of("projects/shop-project/topics/to-pack"), wanted.topicName());
    assertEquals(Optional.of(604_800L), wanted.delivery().kept());
    assertEquals(Optional.empty(), topic(Wants.ORDERS).delivery().kept());
    FunctionSpec other = FunctionSpec.of("packer", "a.F", "b", "c", List.of(queue));
    assertEquals(wanted.id(), Lowered.of(Wants.of(other, Map.of())).id());
    assertEquals("trigger queue-to-pack (queue to-pack)", wanted.told());
  }

  @ParameterizedTest
  @DisplayName("A queue that is called otherwise here has a trigger whose name Eventarc takes")
  @ValueSource(strings = {"To_Pack", "a.b~c+d%e", "abc-"})
  void queuesCalledOtherwise(String here) {
    Trigger queue = new Trigger.Queue("to-pack", 10);
    Wanted wanted = Wants.of(Wants.spec(queue), Map.of("names.to-pack", here));
    EventTrigger trigger = (EventTrigger) Lowered.of(wanted);
    assertTrue(trigger.id().matches("queue-[a-z]([a-z0-9-]{0,61}[a-z0-9])"), trigger.id());
    assertEquals(Optional.of("projects/shop-project/topics/" + here), trigger.topicName());
    assertTrue(trigger.ofQueue());
    assertEquals("to-pack=" + here, wanted.shape().environment().get("PORTOLAN_NAMES"));
    String longest = "x".repeat(255);
    Wanted longer = Wants.of(Wants.spec(queue), Map.of("names.to-pack", longest));
    assertTrue(Lowered.of(longer).id().length() <= 63);
  }

  @Test
  @DisplayName("Where nothing is called otherwise, the function is not told of names")
  void ownNames() {
    Wanted wanted = Wants.of(Wants.spec(Wants.ORDERS), Map.of("names.orders", "orders"));
    assertFalse(wanted.shape().environment().containsKey("PORTOLAN_NAMES"));
  }

  @Test
  @DisplayName("A bucket's trigger is where the bucket is, and leads to where the function is")
  void objects() throws Exception {
    FakeGoogle google = new FakeGoogle();
    google.put("storage.googleapis.com/storage/v1/b/acme-photos-eu", "{\"location\":\"EU\"}");
    Trigger stored = new Trigger.ObjectCreated("photos");
    Map<String, String> names = Map.of("names.photos", "acme-photos-eu");
    EventTrigger wanted =
        Lowered.of(Wants.of(Wants.spec(stored), names), google, "(default)", directory);
    assertEquals("eu", wanted.location());
    assertEquals("europe-west1", wanted.trigger().getDestination().getCloudRun().getRegion());
    assertEquals(
        List.of("type google.cloud.storage.object.v1.finalized", "bucket acme-photos-eu"),
        filters(wanted));
    assertEquals(Optional.empty(), wanted.topicName());
    Trigger removed = new Trigger.ObjectDeleted("photos");
    EventTrigger other =
        Lowered.of(Wants.of(Wants.spec(removed), names), google, "(default)", directory);
    assertNotEquals(wanted.id(), other.id());
    assertEquals("type google.cloud.storage.object.v1.deleted", filters(other).get(0));
  }

  @Test
  @DisplayName("A table is a collection, whose documents one trigger watches where the database is")
  void records() throws Exception {
    FakeGoogle google = new FakeGoogle();
    google.put(
        "firestore.googleapis.com/v1/projects/shop-project/databases/shop",
        "{\"locationId\":\"eur3\",\"type\":\"FIRESTORE_NATIVE\"}");
    Trigger changed = new Trigger.RecordChanged("parcels");
    EventTrigger wanted =
        Lowered.of(Wants.of(Wants.spec(changed), Map.of()), google, "shop", directory);
    assertEquals("eur3", wanted.location());
    assertEquals(
        List.of(
            "type google.cloud.firestore.document.v1.written",
            "database shop",
            "document match-path-pattern parcels/{id}"),
        filters(wanted));
    assertEquals("application/protobuf", wanted.trigger().getEventDataContentType());
    var live = wanted.trigger().toBuilder().setEventDataContentType("application/json").build();
    assertEquals(
        List.of(
            new Difference(
                "event_data_content_type", "format application/json -> application/protobuf")),
        wanted.differences(live, Optional.empty()));
  }

  private static List<String> filters(EventTrigger trigger) {
    return trigger.trigger().getEventFiltersList().stream()
        .map(each -> (each.getAttribute() + " " + each.getOperator() + " " + each.getValue()))
        .map(text -> text.replace("  ", " "))
        .toList();
  }

  @Test
  @DisplayName("Another topic is another trigger, so that both are there for a while")
  void anotherTopic() {
    assertNotEquals(topic(Wants.ORDERS).id(), topic(new Trigger.Topic("returns", List.of())).id());
  }

  @Test
  @DisplayName("A trigger's name fits, however long the project's and the function's are")
  void longNames() {
    FunctionSpec spec = FunctionSpec.of("f".repeat(32), "a.F", "b", "c", List.of(Wants.ORDERS));
    Wanted wanted = Wants.of(spec, Map.of());
    String id = Lowered.of(wanted).id();
    assertTrue(id.matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])"), id);
  }

  @Test
  @DisplayName("A schedule is a job that posts an event without data, with a token for the service")
  void schedules() {
    ScheduledJob wanted = job(Wants.of(Wants.NIGHTLY));
    Job job = wanted.at("https://receipt-1.run.app");
    assertEquals(PARENT + "/jobs/shop-dev-receipt", job.getName());
    assertEquals("0 2 * * 1-5", job.getSchedule());
    assertEquals("Europe/Rome", job.getTimeZone());
    assertEquals("https://receipt-1.run.app/", job.getHttpTarget().getUri());
    assertEquals("https://receipt-1.run.app", job.getHttpTarget().getOidcToken().getAudience());
    assertEquals(ACCOUNT, job.getHttpTarget().getOidcToken().getServiceAccountEmail());
    assertEquals(
        Map.of(
            "ce-specversion", "1.0",
            "ce-type", "google.cloud.scheduler.job.v1.executed",
            "ce-source", "//cloudscheduler.googleapis.com/" + PARENT + "/jobs/shop-dev-receipt",
            "ce-id", "shop-dev-receipt"),
        job.getHttpTarget().getHeadersMap());
    assertTrue(job.getHttpTarget().getBody().isEmpty());
    assertEquals(3, job.getRetryConfig().getRetryCount());
    assertTrue(job.getDescription().length() <= 500, job.getDescription());
    assertEquals(List.of(), ScheduledJob.differences(job, job));
  }

  @ParameterizedTest
  @DisplayName("The deadline of a call is the function's timeout, fifteen seconds at least")
  @CsvSource({"3,15", "60,60", "1800,1800"})
  void deadlines(int timeout, int deadline) {
    FunctionSpec spec = Wants.spec(Wants.NIGHTLY);
    Sizing sizing = spec.sizing().withTimeout(Duration.ofSeconds(timeout));
    Job job = job(Wants.of(spec.withSizing(sizing), Map.of())).job();
    assertEquals(deadline, Durations.toSeconds(job.getAttemptDeadline()));
  }

  @Test
  @DisplayName("How often a failed tick comes again is a setting")
  void retries() {
    Job job = job(Wants.of(Wants.spec(Wants.NIGHTLY), Map.of("retries", "0"))).job();
    assertEquals(0, job.getRetryConfig().getRetryCount());
  }

  @ParameterizedTest
  @DisplayName("Names of months and days become numbers, since ranges are promised of those alone")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *|0 2 * * *",
        "*/30 3 * * MON-FRI|*/30 3 * * 1-5",
        "0 0 1 JAN,JUL-SEP/2 *|0 0 1 1,7-9/2 *",
        "0 0 * * SUN,SAT|0 0 * * 0,6",
        "5-59/10 0-23/2 * 12 *|5-59/10 0-23/2 * 12 *"
      })
  void cron(String written, String sent) {
    assertEquals(sent, UnixCron.of(written));
  }
}
