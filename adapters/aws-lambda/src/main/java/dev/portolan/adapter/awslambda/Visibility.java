package dev.portolan.adapter.awslambda;

import dev.portolan.runtime.OneLine;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;

/**
 * Keeps messages that shall come again hidden for as long as their {@link dev.portolan.Retry} says,
 * in place of the queue's own time.
 *
 * <p>Lambda deletes what succeeded and leaves the rest as it is, so what the function says of a
 * message's visibility counts from then on. Best effort: what cannot be said is logged, and the
 * message comes when the queue says.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
final class Visibility {
  /**
   * "The maximum allowed timeout value is 12 hours", from when the message was received, which is
   * at most Lambda's 15 minutes ago.
   */
  private static final Duration MOST = Duration.ofMinutes(12 * 60 - 20);

  private Visibility() {}

  static void set(LambdaRecords records, Replies replies) {
    for (int i = 0; i < records.size(); i++) {
      Duration delay = replies.delay(i);
      if (delay != null && !delay.isZero() && records.raw(i) instanceof Map) {
        hide((Map<?, ?>) records.raw(i), delay.compareTo(MOST) > 0 ? MOST : delay, records);
      }
    }
  }

  private static void hide(Map<?, ?> record, Duration delay, LambdaRecords records) {
    Object id = record.get("messageId");
    try {
      String queue = Members.text(record, "eventSourceARN");
      String receipt = Members.text(record, "receiptHandle");
      long seconds = delay.plusSeconds(1).minusNanos(1).toSeconds();
      AwsAnswer answer = records.sqs().hide(queue, receipt, seconds, records.remainingMillis());
      if (answer.status() != 200) {
        throw new IOException("SQS answered " + answer.status());
      }
    } catch (IOException | GeneralSecurityException | RuntimeException failed) {
      String why = " comes again when its queue says, not after its delay";
      records.logger().log(System.Logger.Level.WARNING, OneLine.of(id) + why, failed);
    }
  }
}
