package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.HttpMethod;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs, as Google's client meets them. */
class SchedulerTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String NAME = PARENT + "/jobs/nightly";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private GcpCloud cloud;
  private CloudSchedulerClient scheduler;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time));
    scheduler = Events.scheduler(Clients.of(cloud, true));
  }

  @AfterEach
  void close() {
    scheduler.close();
    cloud.close();
  }

  private static Job.Builder job() {
    Job.Builder job = Job.newBuilder().setName(NAME).setSchedule("0 2 * * *");
    job.getHttpTargetBuilder()
        .setUri("https://nightly.example")
        .putHeaders("ce-type", "t")
        .getOidcTokenBuilder()
        .setServiceAccountEmail(GcpCloud.DEPLOYER);
    return job;
  }

  private Job create(Job.Builder job) {
    return scheduler.createJob(PARENT, job.build());
  }

  private String refusal(int status, Job.Builder job) {
    return refused(status, () -> create(job));
  }

  private Instant next() {
    return Instant.ofEpochSecond(scheduler.getJob(NAME).getScheduleTime().getSeconds());
  }

  @Test
  void fillsInWhatAJobLeavesOpen() {
    create(job().setTimeZone("Europe/Rome"));
    Job made = scheduler.getJob(NAME);
    assertEquals(Job.State.ENABLED, made.getState());
    assertEquals(Instant.parse("2026-01-01T01:00:00Z"), next());
    assertEquals(180, made.getAttemptDeadline().getSeconds());
    assertEquals(3600, made.getRetryConfig().getMaxBackoffDuration().getSeconds());
    assertEquals("https://nightly.example/", made.getHttpTarget().getUri());
    assertEquals("https://nightly.example/", made.getHttpTarget().getOidcToken().getAudience());
    assertEquals(HttpMethod.POST, made.getHttpTarget().getHttpMethod());
    assertEquals("Google-Cloud-Scheduler", made.getHttpTarget().getHeadersOrThrow("User-Agent"));
    assertTrue(refusal(409, job()).contains("already exists"));
    assertEquals(1, scheduler.listJobs(PARENT).getPage().getPageElementCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */30 * * * *    | 2026-01-01T00:30:00Z
          0 2 * * 7       | 2026-01-04T02:00:00Z
          0 2 * * SAT-7   | 2026-01-03T02:00:00Z
          0 2 * * 6-7     | 2026-01-03T02:00:00Z
          0 2 * * 0-7     | 2026-01-01T02:00:00Z
          0 2 1 JAN,FEB * | 2026-01-01T02:00:00Z
          """)
  void readsUnixCron(String schedule, String first) {
    create(job().setSchedule(schedule));
    assertEquals(Instant.parse(first), next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 2 * *",
        "0 0 2 * * *",
        "@daily",
        "every 24 hours",
        "61 * * * *",
        "0 2 * * 8",
        "0 2 30 2 *",
        "0 2 ? * *",
        "0 2 , * *"
      })
  void refusesSchedulesThatAreNotUnixCron(String schedule) {
    assertTrue(refusal(400, job().setSchedule(schedule)).contains("Schedule or time zone"));
  }

  @Test
  void refusesWhatAJobCannotBe() {
    assertTrue(refusal(400, job().setTimeZone("Europe/Atlantis")).contains("time zone"));
    assertTrue(refusal(400, job().setTimeZone("GMT+2")).contains("time zone"));
    assertTrue(refusal(400, job().setName(PARENT + "/jobs/a.b")).contains("must be formatted"));
    assertTrue(refusal(400, job().setName("nightly")).contains("must be formatted"));
    refusal(400, job().clearHttpTarget());
    Job.Builder other = job();
    other.getHttpTargetBuilder().setUri("ftp://nightly.example");
    assertTrue(refusal(400, other).contains("uri"));
    Job.Builder body = job();
    body.getHttpTargetBuilder().setHttpMethod(HttpMethod.GET).setBody(ByteString.copyFromUtf8("x"));
    assertTrue(refusal(400, body).contains("body"));
    Job.Builder header = job();
    header.getHttpTargetBuilder().putHeaders("a b", "c");
    assertTrue(refusal(400, header).contains("a b"));
    Job.Builder account = job();
    account.getHttpTargetBuilder().getOidcTokenBuilder().setServiceAccountEmail("nobody@x");
    assertTrue(refusal(403, account).contains("iam.serviceAccounts.actAs"));
    Job.Builder retries = job();
    retries.getRetryConfigBuilder().setRetryCount(6);
    assertTrue(refusal(400, retries).contains("retry_count"));
    assertTrue(refusal(400, job().setAttemptDeadline(seconds(14))).contains("attempt_deadline"));
    assertTrue(refusal(400, job().setAttemptDeadline(seconds(1801))).contains("1800"));
    assertTrue(refusal(400, job().setDescription("x".repeat(501))).contains("500"));
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  @Test
  void changesWhatTheMaskNames() {
    create(job().setDescription("before"));
    FieldMask mask = FieldMask.newBuilder().addPaths("schedule").build();
    scheduler.updateJob(job().setSchedule("0 3 * * *").build(), mask);
    Job after = scheduler.getJob(NAME);
    assertEquals("before", after.getDescription());
    assertEquals(Instant.parse("2026-01-01T03:00:00Z"), next());
    FieldMask unknown = FieldMask.newBuilder().addPaths("cron").build();
    assertTrue(
        refused(400, () -> scheduler.updateJob(job().build(), unknown))
            .contains("Invalid mask for Job"));
    Job.Builder missing = job().setName(NAME + "2");
    refused(404, () -> scheduler.updateJob(missing.build(), mask));
  }

  @Test
  void pausesResumesAndDeletes() {
    create(job());
    assertEquals(Job.State.PAUSED, scheduler.pauseJob(NAME).getState());
    assertFalse(scheduler.getJob(NAME).hasScheduleTime());
    refused(400, () -> scheduler.pauseJob(NAME));
    assertEquals(Job.State.ENABLED, scheduler.resumeJob(NAME).getState());
    refused(400, () -> scheduler.resumeJob(NAME));
    scheduler.runJob(NAME);
    scheduler.deleteJob(NAME);
    assertTrue(refused(404, () -> scheduler.deleteJob(NAME)).contains("Job not found."));
    assertEquals(
        List.of(), List.copyOf(scheduler.listJobs(PARENT).getPage().getResponse().getJobsList()));
  }
}
