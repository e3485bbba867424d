package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shall take from a source and call a function with it.
 *
 * @param source the ARN of a queue or a table's stream; of Kafka {@link KafkaTopic#source}
 * @param endpoint the ARN that Lambda calls
 * @param batch how many are brought together at most
 * @param bounds of a stream
 * @param decides whether it is ours to say where a record goes of what is given up
 * @param kafka the topic, if it takes from one
 */
record WantedMapping(
    String source,
    String endpoint,
    int batch,
    Optional<StreamBounds> bounds,
    boolean decides,
    Optional<WantedKafka> kafka) {
  /**
   * The only way in which some of a batch can come again without the rest. Lambda reads no answer
   * without it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
   *     batch responses</a>, of queues
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">the
   *     same</a> of tables
   */
  static final String REPORTS = "ReportBatchItemFailures";

  /**
   * What is not as it shall be. What somebody set besides stays, and is no difference; so does the
   * size of a stream's batches and of Kafka's, of which no project says anything. Of Kafka nothing
   * is reported: Lambda has that where pollers are paid by the hour alone.
   */
  List<String> differences(SeenMapping seen) {
    List<String> all = new ArrayList<>();
    if (sized() && seen.batch() != batch) {
      all.add("batch " + seen.batch() + " → " + batch);
    }
    if (reports() && !seen.reports()) {
      all.add("it has no " + REPORTS);
    }
    bounds.ifPresent(asked -> all.addAll(asked.differences(seen.bounds(), decides)));
    kafka
        .map(asked -> asked.topic().access())
        .filter(asked -> !asked.equals(seen.access()))
        .ifPresent(asked -> all.add("its access: " + seen.access() + " → " + asked));
    if (!seen.ours()) {
      all.add("it has no tag that it is ours");
    }
    return all;
  }

  /** Whether some of a batch can come again without the rest. */
  boolean reports() {
    return kafka.isEmpty();
  }

  /** Whether the project says how large a batch is. */
  boolean sized() {
    return bounds.isEmpty() && kafka.isEmpty();
  }
}
