package dev.portolan.sandbox.gcp.scheduler;

import com.google.cloud.scheduler.v1.HttpMethod;
import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.RetryConfig;
import com.google.protobuf.Duration;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.CommonError;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** What a job must be: the bounds that Google's {@code job.proto} and {@code target.proto} tell. */
final class JobRules {
  private static final int LONGEST_URL = 2083;
  private static final int MOST_HEADER_BYTES = 80 * 1024;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final Accounts accounts;

  JobRules(Accounts accounts) {
    this.accounts = accounts;
  }

  void check(Job job, Call call) {
    if (UnixCron.of(job.getSchedule(), job.getTimeZone()).isEmpty()) {
      throw SchedulerError.SCHEDULE.refusal();
    }
    if (job.getDescription().length() > LONGEST_DESCRIPTION) {
      throw SchedulerError.INVALID.refusal("Job description must be at most 500 characters.");
    }
    switch (job.getTargetCase()) {
      case HTTP_TARGET -> target(job.getHttpTarget(), call);
      case TARGET_NOT_SET -> throw SchedulerError.INVALID.refusal("Job target is required.");
      default -> throw CommonError.NOT_OFFERED.refusal("jobs with a " + job.getTargetCase());
    }
    if (job.hasAttemptDeadline()) {
      between("attempt_deadline", job.getAttemptDeadline(), 15, 30 * 60);
    }
    retries(job.getRetryConfig());
  }

  private void target(HttpTarget target, Call call) {
    uri(target.getUri());
    HttpMethod method = target.getHttpMethod();
    boolean body = method == HttpMethod.HTTP_METHOD_UNSPECIFIED || WITH_BODY.contains(method);
    if (!target.getBody().isEmpty() && !body) {
      throw SchedulerError.INVALID.refusal("HTTP request body is not allowed with " + method + ".");
    }
    int bytes = 0;
    for (Map.Entry<String, String> header : target.getHeadersMap().entrySet()) {
      bytes += header.getKey().length() + header.getValue().length();
      if (!header.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
          || header.getValue().matches("(?s).*[\\r\\n\\x00].*")) {
        throw SchedulerError.INVALID.refusal("Invalid HTTP header: " + header.getKey());
      }
    }
    if (bytes >= MOST_HEADER_BYTES) {
      throw SchedulerError.INVALID.refusal("HTTP headers must be less than 80KB in total.");
    }
    String account =
        target.hasOidcToken()
            ? target.getOidcToken().getServiceAccountEmail()
            : target.getOauthToken().getServiceAccountEmail();
    if (target.hasOidcToken() || target.hasOauthToken()) {
      if (!accounts.usable(call.tree(), account, call.now())) {
        throw SchedulerError.ACCOUNT.refusal(account);
      }
    }
  }

  private static void uri(String uri) {
    boolean fits =
        uri.length() <= LONGEST_URL && (uri.startsWith("http://") || uri.startsWith("https://"));
    try {
      fits = fits && URI.create(uri).getHost() != null;
    } catch (IllegalArgumentException e) {
      fits = false;
    }
    if (!fits) {
      throw SchedulerError.INVALID.refusal("HttpTarget.uri is not a valid HTTP URL: " + uri);
    }
  }

  private static void retries(RetryConfig retries) {
    if (retries.getRetryCount() < 0 || retries.getRetryCount() > 5) {
      throw SchedulerError.INVALID.refusal("RetryConfig.retry_count must be between 0 and 5.");
    }
    if (retries.getMaxDoublings() < 0) {
      throw SchedulerError.INVALID.refusal("RetryConfig.max_doublings must not be negative.");
    }
    between("max_retry_duration", retries.getMaxRetryDuration(), 0, Long.MAX_VALUE);
    between("min_backoff_duration", retries.getMinBackoffDuration(), 0, Long.MAX_VALUE);
    between("max_backoff_duration", retries.getMaxBackoffDuration(), 0, Long.MAX_VALUE);
    if (retries.hasMinBackoffDuration()
        && retries.hasMaxBackoffDuration()
        && retries.getMinBackoffDuration().getSeconds()
            > retries.getMaxBackoffDuration().getSeconds()) {
      throw SchedulerError.INVALID.refusal(
          "RetryConfig.min_backoff_duration must not exceed max_backoff_duration.");
    }
  }

  private static void between(String field, Duration value, long least, long most) {
    if (value.getSeconds() < least
        || value.getSeconds() > most
        || value.getSeconds() == most && value.getNanos() > 0) {
      throw SchedulerError.INVALID.refusal(
          "The value of " + field + " must be in the interval [" + least + "s, " + most + "s].");
    }
  }
}
