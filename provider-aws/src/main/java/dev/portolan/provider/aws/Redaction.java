package dev.portolan.provider.aws;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Takes known values out of a text before a person or a log sees it. */
record Redaction(List<String> values) {
  static final String MASK = "***";

  /** Below this a value is more likely a word than a secret: "on", "80". */
  private static final int SHORTEST = 4;

  /** Longest first, so that a value within a value leaves nothing behind. */
  static Redaction of(Collection<String> values) {
    return new Redaction(
        values.stream()
            .filter(value -> value.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  String apply(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /**
   * Calls, and lets no exception pass that repeats a value. Lambda quotes the whole environment
   * when it refuses one: "1 validation error detected: Value '{…}' at 'environment' failed to
   * satisfy constraint".
   */
  <T> T guard(Callable<T> call) throws Exception {
    try {
      return call.call();
    } catch (LambdaException e) {
      AwsErrorDetails details = e.awsErrorDetails();
      String text = details == null ? e.getMessage() : details.errorMessage();
      if (details == null || text == null || text.equals(apply(text))) {
        throw e;
      }
      AwsErrorDetails masked =
          details.toBuilder().errorMessage(apply(text)).rawResponse(null).build();
      throw LambdaException.builder()
          .message(apply(text))
          .awsErrorDetails(masked)
          .statusCode(e.statusCode())
          .requestId(e.requestId())
          .build();
    }
  }

  @Override
  public String toString() {
    return "Redaction[" + values.size() + " values]";
  }
}
