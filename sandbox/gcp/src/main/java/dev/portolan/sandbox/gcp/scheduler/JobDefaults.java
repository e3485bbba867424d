package dev.portolan.sandbox.gcp.scheduler;

import com.google.cloud.scheduler.v1.HttpMethod;
import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.RetryConfig;
import com.google.protobuf.Duration;
import java.net.URI;

/**
 * What Cloud Scheduler adds to a job and gives back when it is read. That it does is known from the
 * differences which Terraform's provider suppresses for jobs: a slash after a bare host, {@code
 * User-Agent} and {@code Content-Type} among the headers, the audience of a token.
 */
final class JobDefaults {
  private static final long ATTEMPT = 180;

  private JobDefaults() {}

  static Job of(Job job) {
    Job.Builder filled = job.toBuilder();
    if (job.getTimeZone().isEmpty()) {
      filled.setTimeZone("UTC");
    }
    if (!job.hasAttemptDeadline()) {
      filled.setAttemptDeadline(seconds(ATTEMPT));
    }
    return filled
        .setHttpTarget(target(job.getHttpTarget()))
        .setRetryConfig(retries(job.getRetryConfig()))
        .build();
  }

  private static HttpTarget target(HttpTarget target) {
    HttpTarget.Builder filled = target.toBuilder();
    if (URI.create(target.getUri()).getRawPath().isEmpty()) {
      filled.setUri(target.getUri() + "/");
    }
    if (target.getHttpMethod() == HttpMethod.HTTP_METHOD_UNSPECIFIED) {
      filled.setHttpMethod(HttpMethod.POST);
    }
    filled.putHeaders("User-Agent", "Google-Cloud-Scheduler");
    boolean typed =
        target.getHeadersMap().keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    if (!target.getBody().isEmpty() && !typed) {
      filled.putHeaders("Content-Type", "application/octet-stream");
    }
    if (target.hasOidcToken() && target.getOidcToken().getAudience().isEmpty()) {
      filled.getOidcTokenBuilder().setAudience(filled.getUri());
    }
    return filled.build();
  }

  private static RetryConfig retries(RetryConfig retries) {
    RetryConfig.Builder filled = retries.toBuilder();
    if (!retries.hasMaxRetryDuration()) {
      filled.setMaxRetryDuration(seconds(0));
    }
    if (!retries.hasMinBackoffDuration()) {
      filled.setMinBackoffDuration(seconds(5));
    }
    if (!retries.hasMaxBackoffDuration()) {
      filled.setMaxBackoffDuration(seconds(3600));
    }
    if (retries.getMaxDoublings() == 0) {
      filled.setMaxDoublings(5);
    }
    return filled.build();
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }
}
