package dev.portolan.provider.gcp.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.util.Durations;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.Wants;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.serving.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriptionsTest {
  private static final String ACCOUNT =
      "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com";
  private static final String PARENT = "projects/shop-project/locations/europe-west1";

  private static TopicTrigger topic(Trigger trigger) {
    return (TopicTrigger) Subscriptions.of(Wants.of(trigger), Wants.PLACE).get(0);
  }

  private static ScheduledJob job(Wanted wanted) {
    return (ScheduledJob) Subscriptions.of(wanted, Wants.PLACE).get(0);
  }

  @Test
  @DisplayName("A topic is an Eventarc trigger on it, to the function's service, as its account")
  void topics() {
    TopicTrigger wanted = topic(Wants.ORDERS);
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
    assertEquals("projects/shop-project/topics/orders", wanted.topicName());
    assertTrue(Ownership.owns(Wants.SHOP, trigger.getLabelsMap()));
    assertEquals("receipt", Ownership.function(trigger.getLabelsMap()));
    assertEquals("", trigger.getChannel());
    trigger.getLabelsMap().values().forEach(value -> assertTrue(value.length() <= 63, value));
  }

  @Test
  @DisplayName("Other types are another configuration of the same trigger; their order is none")
  void types() {
    TopicTrigger one = topic(new Trigger.Topic("orders", List.of("a", "b")));
    TopicTrigger turned = topic(new Trigger.Topic("orders", List.of("b", "a")));
    TopicTrigger all = topic(new Trigger.Topic("orders", List.of()));
    assertEquals(one.trigger(), turned.trigger());
    assertEquals(one.id(), all.id());
    assertEquals(
        List.of(new Difference("labels", "the function takes other types")),
        all.differences(one.trigger(), Optional.empty()));
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
    String id = Subscriptions.of(wanted, Wants.PLACE).get(0).id();
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
