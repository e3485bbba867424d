package dev.portolan.adapter.awslambda;

import dev.portolan.runtime.OneLine;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

  /** So long at most for all of a batch: what succeeded must be told before Lambda's time is up. */
  private static final long MOST_MILLIS = 2_000;

  private Visibility() {}

  static void set(LambdaRecords records, Replies replies) {
    long millis = Math.min(records.remainingMillis() / 4, MOST_MILLIS);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean reached = true;
    for (int i = 0; i < records.size(); i++) {
      Duration delay = replies.delay(i);
      if (delay != null && !delay.isZero() && records.raw(i) instanceof Map) {
        Map<?, ?> record = (Map<?, ?>) records.raw(i);
        long left = reached ? TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) : 0;
        reached = hide(record, delay.compareTo(MOST) > 0 ? MOST : delay, left, records);
      }
    }
  }

  /** Whether SQS answered, whatever that was. */
  private static boolean hide(
      Map<?, ?> record, Duration delay, long millis, LambdaRecords records) {
    boolean answered = false;
    Object id = record.get("messageId");
    try {
      String queue = Members.text(record, "eventSourceARN");
      String receipt = Members.text(record, "receiptHandle");
      long seconds = delay.plusSeconds(1).minusNanos(1).toSeconds();
      AwsAnswer answer = records.sqs().hide(queue, receipt, seconds, millis);
      answered = true;
      if (answer.status() != 200) {
        throw new IOException("SQS answered " + answer.status());
      }
    } catch (IOException | GeneralSecurityException | RuntimeException failed) {
      String why = " comes again when its queue says, not after its delay";
      records.logger().log(System.Logger.Level.WARNING, OneLine.of(id) + why, failed);
    }
    return answered;
  }
}
