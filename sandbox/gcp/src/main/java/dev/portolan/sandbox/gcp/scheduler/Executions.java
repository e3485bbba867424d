package dev.portolan.sandbox.gcp.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.RetryConfig;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs, and those of their executions that are not over, as the state keeps them. */
public final class Executions {
  /** Jobs by their full names. */
  public static final Kind<Job> JOBS = new Kind<>("jobs", Job.getDefaultInstance());

  private static final String PART = "executions";

  private Executions() {}

  /**
   * An execution that is not over; a job has one at the most.
   *
   * @param scheduled the time it was scheduled for
   * @param first when it was first tried
   * @param attempts how often it was tried
   * @param due before this moment it is not tried again
   */
  public record Execution(
      String job, Instant scheduled, Instant first, int attempts, Instant due) {}

  /** Begins the execution of a job, unless one is not over. */
  public static void begin(ObjectNode tree, String job, Instant scheduled, Instant now) {
    if (!tree.path(PART).has(job)) {
      put(tree, new Execution(job, scheduled, now, 0, now));
    }
  }

  private static void put(ObjectNode tree, Execution execution) {
    tree.withObjectProperty(PART)
        .putObject(execution.job())
        .put("scheduled", execution.scheduled().toString())
        .put("first", execution.first().toString())
        .put("attempts", execution.attempts())
        .put("due", execution.due().toString());
  }

  /** All that are not over. */
  public static List<Execution> open(ObjectNode tree) {
    List<Execution> all = new ArrayList<>();
    tree.path(PART)
        .properties()
        .forEach(
            each ->
                all.add(
                    new Execution(
                        each.getKey(),
                        Instant.parse(each.getValue().path("scheduled").asText()),
                        Instant.parse(each.getValue().path("first").asText()),
                        each.getValue().path("attempts").asInt(),
                        Instant.parse(each.getValue().path("due").asText()))));
    return all;
  }

  /** Ends the execution of a job. */
  public static void end(ObjectNode tree, String job) {
    tree.withObjectProperty(PART).remove(job);
  }

  /** After a try that failed: the next one is planned, or the execution is over. */
  public static void failed(ObjectNode tree, Execution execution, Job job, Instant now) {
    int attempts = execution.attempts() + 1;
    Optional<Duration> pause = pause(job.getRetryConfig(), execution.first(), attempts, now);
    Instant next = pause.map(now::plus).orElse(Instant.MAX);
    boolean beforeNext =
        job.getState() != Job.State.ENABLED || next.isBefore(Times.from(job.getScheduleTime()));
    if (pause.isPresent() && beforeNext) {
      put(
          tree,
          new Execution(execution.job(), execution.scheduled(), execution.first(), attempts, next));
    } else {
      end(tree, execution.job());
    }
  }

  /** How long to wait after so many tries; empty when there are to be no more. */
  static Optional<Duration> pause(RetryConfig retries, Instant first, int attempts, Instant now) {
    Duration limit = Duration.ofSeconds(retries.getMaxRetryDuration().getSeconds());
    boolean counted = attempts <= retries.getRetryCount();
    boolean timed = !limit.isZero() && now.isBefore(first.plus(limit));
    if (!counted && !timed) {
      return Optional.empty();
    }
    long least = retries.getMinBackoffDuration().getSeconds();
    int doublings = Math.min(attempts - 1, retries.getMaxDoublings());
    long seconds = least << Math.min(doublings, 30);
    int linear = attempts - 1 - doublings;
    seconds += linear * (least << Math.min(retries.getMaxDoublings(), 30));
    return Optional.of(
        Duration.ofSeconds(Math.min(seconds, retries.getMaxBackoffDuration().getSeconds())));
  }
}
