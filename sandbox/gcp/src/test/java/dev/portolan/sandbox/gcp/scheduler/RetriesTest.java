package dev.portolan.sandbox.gcp.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.cloud.scheduler.v1.RetryConfig;
import com.google.protobuf.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an execution that failed is tried again. */
class RetriesTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  @Test
  void doublesThenGrowsEvenlyThenStays() {
    // the example that job.proto gives
    RetryConfig retries =
        RetryConfig.newBuilder()
            .setMinBackoffDuration(seconds(10))
            .setMaxBackoffDuration(seconds(300))
            .setMaxDoublings(3)
            .setMaxRetryDuration(seconds(86_400))
            .build();
    List<Long> pauses = new ArrayList<>();
    for (int attempts = 1; attempts <= 8; attempts++) {
      pauses.add(Executions.pause(retries, FIRST, attempts, FIRST).orElseThrow().toSeconds());
    }
    assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 240L, 300L, 300L), pauses);
  }

  @Test
  void endsWhenBothLimitsAreReached() {
    RetryConfig retries =
        RetryConfig.newBuilder()
            .setRetryCount(1)
            .setMinBackoffDuration(seconds(5))
            .setMaxBackoffDuration(seconds(3600))
            .setMaxDoublings(5)
            .setMaxRetryDuration(seconds(60))
            .build();
    assertEquals(true, Executions.pause(retries, FIRST, 1, FIRST.plusSeconds(100)).isPresent());
    assertEquals(true, Executions.pause(retries, FIRST, 2, FIRST.plusSeconds(59)).isPresent());
    assertEquals(true, Executions.pause(retries, FIRST, 2, FIRST.plusSeconds(60)).isEmpty());
  }
}
