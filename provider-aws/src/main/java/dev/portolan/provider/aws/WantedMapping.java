package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shall take from a source and call a function with it.
 *
 * @param source the ARN of a queue or a table's stream
 * @param endpoint the ARN that Lambda calls
 * @param batch how many are brought together at most
 * @param bounds of a stream
 * @param decides whether it is ours to say where a record goes of what is given up
 */
record WantedMapping(
    String source, String endpoint, int batch, Optional<StreamBounds> bounds, boolean decides) {
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
   * size of a stream's batches, of which no project says anything.
   */
  List<String> differences(SeenMapping seen) {
    List<String> all = new ArrayList<>();
    if (bounds.isEmpty() && seen.batch() != batch) {
      all.add("batch " + seen.batch() + " → " + batch);
    }
    if (!seen.reports()) {
      all.add("it has no " + REPORTS);
    }
    bounds.ifPresent(asked -> all.addAll(asked.differences(seen.bounds(), decides)));
    if (!seen.ours()) {
      all.add("it has no tag that it is ours");
    }
    return all;
  }
}
