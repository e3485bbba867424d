package dev.portolan.adapter.awslambda;

import dev.portolan.Batch;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.FailedInvocation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
   * To Kafka: of each partition the lowest offset from which on its records come again.
   *
   * <p>{@code {"itemIdentifier":{"partition":"topic-0","offset":15}}}, the partition by its name in
   * the event (https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html; {@code
   * KafkaItemIdentifier} in powertools-lambda-python and aws-lambda-rust-runtime).
   */
  byte[] partitions() {
    Map<String, Long> lowest = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.length; i++) {
      if (isAgain(i)) {
        long offset = offset(i);
        String partition = records.group(i);
        Long known = lowest.get(partition);
        if (known == null || offset < known) {
          lowest.put(partition, offset);
        }
      }
    }
    JsonWriter json = begin();
    String separator = "{\"itemIdentifier\":{\"partition\":";
    for (Map.Entry<String, Long> each : lowest.entrySet()) {
      json.raw(separator).string(each.getKey());
      json.raw(",\"offset\":").value(each.getValue()).raw("}}");
      separator = ",{\"itemIdentifier\":{\"partition\":";
    }
    return json.raw("]}").toBytes();
  }

  private long offset(int index) {
    try {
      return Members.number(
          Members.object(Map.of("record", records.raw(index)), "record"), "offset");
    } catch (RuntimeException unknown) {
      throw doubt();
    }
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
