package dev.portolan.adapter.awslambda;

import dev.portolan.Batch;
import dev.portolan.Retry;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.FailedInvocation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What each sort of source is told of its records.
 *
 * <p>"Lambda treats a batch as a complete success" if the list of failures is empty or missing, and
 * "as a complete failure" if it holds what it does not know
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html,
 * services-kinesis-batchfailurereporting.html): whenever there is a doubt the invocation fails, and
 * all records come again. So does one of which all shall come again: a mapping that lacks {@code
 * ReportBatchItemFailures} reads no list of failures, and would delete them.
 */
final class Replies {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final LambdaRecords records;
  private final Batch.Outcome[] outcomes;
  private final String invocation;
  private final boolean failed;
  private final boolean allFailed;

  /**
   * The replies that say this.
   *
   * @param outcomes by the index of the record
   * @param invocation its id
   */
  Replies(LambdaRecords records, Batch.Outcome[] outcomes, String invocation) {
    this.records = records;
    this.outcomes = outcomes;
    this.invocation = invocation;
    int successes = 0;
    int failures = 0;
    for (Batch.Outcome outcome : outcomes) {
      boolean again = outcome.kind() == Batch.Outcome.Kind.RETRY;
      failures += again ? 1 : 0;
      successes += again ? 0 : 1;
    }
    this.failed = failures > 0;
    this.allFailed = failed && successes == 0;
    if (successes + failures != records.size()) {
      throw doubt();
    }
  }

  private RuntimeException doubt() {
    return new FailedInvocation(invocation);
  }

  private boolean isAgain(int index) {
    return outcomes[index].kind() == Batch.Outcome.Kind.RETRY;
  }

  /** Whether any record shall come again after a delay of its own. */
  boolean hasDelay() {
    boolean has = false;
    for (int i = 0; i < outcomes.length && failed; i++) {
      has |= delay(i) != null;
    }
    return has;
  }

  /** After which delay a record shall come again; {@code null} if nobody said. */
  Duration delay(int index) {
    Throwable cause = isAgain(index) ? outcomes[index].cause() : null;
    return cause instanceof Retry ? ((Retry) cause).delay().orElse(null) : null;
  }

  /** To SQS: each message by its id. */
  byte[] messages() {
    Set<String> ids = new LinkedHashSet<>();
    for (int i = 0; i < outcomes.length; i++) {
      if (isAgain(i)) {
        ids.add(id(i));
      }
    }
    JsonWriter json = begin();
    String separator = "{\"itemIdentifier\":";
    for (String id : ids) {
      json.raw(separator).string(id).raw("}");
      separator = ",{\"itemIdentifier\":";
    }
    return json.raw("]}").toBytes();
  }

  /**
   * To a shard: the lowest number from which on all records come again. If that is the first the
   * invocation fails: a batch "is bisected at the returned sequence number" and else in the middle,
   * so that it would never get smaller, and be given up as a whole.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Bisecting
   *     a batch</a>
   */
  byte[] stream() {
    String first = null;
    String lowest = null;
    for (int i = 0; i < outcomes.length && failed; i++) {
      if (first == null || isLower(id(i), first)) {
        first = id(i);
      }
      if (isAgain(i) && (lowest == null || isLower(id(i), lowest))) {
        lowest = id(i);
      }
    }
    if (failed && lowest.equals(first)) {
      throw doubt();
    }
    JsonWriter json = begin();
    if (lowest != null) {
      json.raw("{\"itemIdentifier\":").string(lowest).raw("}");
    }
    return json.raw("]}").toBytes();
  }

  private static boolean isLower(String number, String other) {
    return number.length() == other.length()
        ? number.compareTo(other) < 0
        : number.length() < other.length();
  }

  /**
   * To Kafka: an empty list, or a failed invocation if any of its records shall come again, since
   * Lambda reads a list of Kafka's only where pollers are paid by the hour: "select provisioned
   * mode to configure error handling controls". Else it takes any answer for success and commits
   * the offsets of all. What is read there besides is called {@code partition} in one edition of
   * that page, and {@code topic-partition} in another.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html">Configuring
   *     error handling controls for Kafka event sources</a>
   */
  byte[] whole() {
    if (failed) {
      throw doubt();
    }
    return begin().raw("]}").toBytes();
  }

  private String id(int index) {
    String id = records.id(index);
    if (id == null) {
      throw doubt();
    }
    return id;
  }

  private JsonWriter begin() {
    if (allFailed) {
      throw doubt();
    }
    return new JsonWriter().raw("{\"batchItemFailures\":[");
  }

  /** To whom no answer reaches: Lambda itself tries again what failed. */
  byte[] asynchronous() {
    if (failed) {
      throw doubt();
    }
    return NULL;
  }

  /** To who sent a CloudEvent, and may have waited: what the function answered. */
  byte[] document() {
    if (asynchronous() == NULL && outcomes[0].kind() == Batch.Outcome.Kind.REJECT) {
      return "{\"outcomes\":[\"REJECT\"]}".getBytes(StandardCharsets.UTF_8);
    }
    return records.answer() == null ? NULL : records.answer();
  }
}
