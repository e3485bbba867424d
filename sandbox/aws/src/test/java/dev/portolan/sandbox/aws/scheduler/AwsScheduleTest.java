package dev.portolan.sandbox.aws.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "cron(0 2 * * ? *),UTC,2026-01-01T02:00:00Z,2026-01-02T02:00:00Z",
    "cron(*/30 3 ? * MON-FRI *),UTC,2026-01-02T03:30:00Z,2026-01-05T03:00:00Z",
    "cron(0 2 ? * 1 *),UTC,2026-01-01T00:00:00Z,2026-01-04T02:00:00Z",
    "cron(0 2 1 */6 ? *),Europe/Berlin,2026-01-01T01:00:00Z,2026-07-01T00:00:00Z",
    "cron(0 2 29 2 ? *),UTC,2026-01-01T00:00:00Z,2028-02-29T02:00:00Z",
    "cron(30 2 * * ? *),Europe/Berlin,2026-03-28T12:00:00Z,2026-03-30T00:30:00Z",
    "cron(30 2 * * ? *),Europe/Berlin,2026-10-24T12:00:00Z,2026-10-25T00:30:00Z",
    "cron(30 2 * * ? *),Europe/Berlin,2026-10-25T00:30:00Z,2026-10-26T01:30:00Z",
    "cron(0 0 1 1 ? 1999),UTC,2026-01-01T00:00:00Z,",
    "rate(5 minutes),UTC,2026-01-01T00:00:00Z,2026-01-01T00:05:00Z"
  })
  void theNextTime(String expression, String zone, Instant after, Instant next) {
    assertEquals(
        Optional.ofNullable(next), AwsSchedule.parse(expression, zone).after(after), expression);
  }
}
