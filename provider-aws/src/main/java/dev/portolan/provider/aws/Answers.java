package dev.portolan.provider.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;

/** Reads what an error answer says beside its code. */
final class Answers {
  private static final int BRIEF = 2000;

  private Answers() {}

  /** One line without control characters; a proxy's page of HTML is cut. */
  static String brief(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + " …";
  }

  /** {@code Retry-After} in seconds, or {@code x-amz-retry-after} in milliseconds. */
  static Optional<Duration> notBefore(AwsErrorDetails details) {
    if (details == null || details.sdkHttpResponse() == null) {
      return Optional.empty();
    }
    Optional<Duration> millis = number(details, "x-amz-retry-after").map(Duration::ofMillis);
    return millis.isPresent() ? millis : number(details, "Retry-After").map(Duration::ofSeconds);
  }

  private static Optional<Long> number(AwsErrorDetails details, String header) {
    return details
        .sdkHttpResponse()
        .firstMatchingHeader(header)
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(Long::valueOf);
  }
}
