package dev.portolan.provider.gcp.events;

import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.RetryConfig;
import com.google.protobuf.Duration;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Cloud Scheduler job that calls a function's service at its times, as the function's own
 * account.
 *
 * @param job the whole, as it shall be, without the service's URL
 */
public record ScheduledJob(String function, Job job) implements Subscription {
  @Override
  public String id() {
    return Place.last(job.getName());
  }

  @Override
  public String told() {
    return "job " + id() + " (schedule " + job.getSchedule() + ", " + job.getTimeZone() + ")";
  }

  /**
   * The job for a service.
   *
   * @param url the service's own, which is the audience of the job's token
   */
  Job at(String url) {
    Job.Builder there = job.toBuilder();
    there.getHttpTargetBuilder().setUri(url + "/").getOidcTokenBuilder().setAudience(url);
    return there.build();
  }

  /**
   * What of a job is not as it shall be; all can be changed in place. "To recover a job" whose
   * update failed, "retry UpdateJob".
   *
   * @param shall see {@link #at}
   */
  static List<Difference> differences(Job live, Job shall) {
    List<Difference> all = new ArrayList<>();
    add(all, "schedule", "schedule", live.getSchedule(), shall.getSchedule());
    add(all, "time_zone", "time zone", live.getTimeZone(), shall.getTimeZone());
    add(all, "http_target", "target", target(live), target(shall));
    add(
        all,
        "attempt_deadline",
        "deadline",
        seconds(live.getAttemptDeadline()),
        seconds(shall.getAttemptDeadline()));
    add(all, "retry_config", "retries", retries(live), retries(shall));
    if (!live.getDescription().equals(shall.getDescription())) {
      all.add(new Difference("description", all.isEmpty() ? "its description" : ""));
    }
    if (live.getState() == Job.State.UPDATE_FAILED) {
      all.add(Difference.of("schedule", "state", live.getState(), Job.State.ENABLED));
    }
    return all;
  }

  private static void add(List<Difference> all, String path, String name, Object is, Object shall) {
    if (!is.equals(shall)) {
      all.add(Difference.of(path, name, is, shall));
    }
  }

  private static String target(Job job) {
    if (!job.hasHttpTarget()) {
      return job.getTargetCase().name().toLowerCase(Locale.ROOT);
    }
    HttpTarget target = job.getHttpTarget();
    return target.getHttpMethod()
        + " "
        + target.getUri()
        + " as "
        + target.getOidcToken().getServiceAccountEmail()
        + " for "
        + target.getOidcToken().getAudience()
        + (target.getBody().isEmpty() ? "" : " with a body")
        + " "
        + headers(target.getHeadersMap());
  }

  /**
   * The headers that somebody asked for. Cloud Scheduler adds {@code User-Agent}, and {@code
   * Content-Type} where there is a body, to what it gives back.
   */
  private static SortedMap<String, String> headers(Map<String, String> all) {
    SortedMap<String, String> asked = new TreeMap<>();
    all.forEach((name, value) -> asked.put(name.toLowerCase(Locale.ROOT), value));
    asked.remove("user-agent");
    asked.remove("content-type", "application/octet-stream");
    return asked;
  }

  private static String retries(Job job) {
    RetryConfig retry = job.getRetryConfig();
    return retry.getRetryCount()
        + " after "
        + seconds(retry.getMinBackoffDuration())
        + " to "
        + seconds(retry.getMaxBackoffDuration())
        + ", doubled "
        + retry.getMaxDoublings()
        + " times, within "
        + seconds(retry.getMaxRetryDuration());
  }

  private static String seconds(Duration duration) {
    return duration.getSeconds() + " s";
  }
}
