package dev.portolan.provider.gcp.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.Duration;
import dev.portolan.provider.gcp.Wants;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is compared field by field, and what Google adds that is no difference. */
final class DifferencesTest {
  private final EventTrigger topic = (EventTrigger) Lowered.of(Wants.of(Wants.ORDERS));
  private final Job job =
      ((ScheduledJob) Lowered.of(Wants.of(Wants.NIGHTLY))).at("https://a.run.app");

  @Test
  @DisplayName("What Eventarc fills in, and others' labels, are no difference")
  void filledIn() {
    Trigger.Builder live = topic.trigger().toBuilder();
    live.setUid("1").setEtag("2").setEventDataContentType("application/json");
    live.setServiceAccount("projects/-/serviceAccounts/" + topic.trigger().getServiceAccount());
    live.getTransportBuilder().getPubsubBuilder().setSubscription("projects/p/subscriptions/s");
    live.putLabels("team", "a");
    assertEquals(List.of(), topic.differences(live.build(), Optional.empty()));
    assertEquals("a", topic.over(live.build()).getLabelsOrThrow("team"));
  }

  @Test
  @DisplayName("Each field of a trigger is told with what it is and shall be")
  void triggerFields() {
    Trigger.Builder live = topic.trigger().toBuilder();
    live.setServiceAccount("other@p.iam.gserviceaccount.com");
    live.getDestinationBuilder().getCloudRunBuilder().setService("other").setPath("/x");
    live.getRetryPolicyBuilder().setMaxAttempts(1);
    assertEquals(
        List.of(
            new Difference(
                "service_account",
                "account other@p.iam.gserviceaccount.com -> "
                    + "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com"),
            new Difference(
                "destination",
                "destination other in europe-west1/x -> shop-dev-receipt in europe-west1"),
            new Difference("retry_policy", "attempts 1 -> for 24 hours")),
        topic.differences(live.build(), Optional.empty()));
  }

  @Test
  @DisplayName("Another topic or a channel cannot be changed in place")
  void immutable() {
    Trigger.Builder live = topic.trigger().toBuilder().setChannel("projects/p/channels/c");
    live.getTransportBuilder().getPubsubBuilder().setTopic("projects/shop-project/topics/x");
    List<Difference> all = topic.differences(live.build(), Optional.empty());
    assertEquals(
        List.of(new Difference("", "topic x -> orders"), new Difference("", "channel c -> none")),
        all);
    all.forEach(each -> assertFalse(each.inPlace()));
  }

  @Test
  @DisplayName("What Cloud Scheduler adds to the headers is no difference; another header is")
  void headers() {
    Job.Builder live = job.toBuilder().setState(Job.State.PAUSED);
    live.getHttpTargetBuilder().putHeaders("User-Agent", "Google-Cloud-Scheduler");
    live.getHttpTargetBuilder().putHeaders("Content-Type", "application/octet-stream");
    assertEquals(List.of(), ScheduledJob.differences(live.build(), job));
    live.getHttpTargetBuilder().putHeaders("ce-extra", "x");
    assertEquals("http_target", ScheduledJob.differences(live.build(), job).get(0).path());
  }

  @Test
  @DisplayName("Each field of a job is told with its path in an update")
  void jobFields() {
    Job.Builder live =
        job.toBuilder()
            .setSchedule("0 3 * * *")
            .setTimeZone("UTC")
            .setAttemptDeadline(Duration.newBuilder().setSeconds(180))
            .setDescription("by hand");
    live.getRetryConfigBuilder().setRetryCount(0);
    assertEquals(
        List.of("schedule", "time_zone", "attempt_deadline", "retry_config", "description"),
        ScheduledJob.differences(live.build(), job).stream().map(Difference::path).toList());
    assertEquals(
        "schedule 0 3 * * * -> 0 2 * * 1-5",
        ScheduledJob.differences(live.build(), job).get(0).told());
  }

  @Test
  @DisplayName("A job whose update failed is updated again")
  void updateFailed() {
    Job live = job.toBuilder().setState(Job.State.UPDATE_FAILED).build();
    assertEquals(
        List.of(new Difference("schedule", "state UPDATE_FAILED -> ENABLED")),
        ScheduledJob.differences(live, job));
  }
}
