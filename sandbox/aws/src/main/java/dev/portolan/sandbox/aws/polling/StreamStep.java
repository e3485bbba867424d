package dev.portolan.sandbox.aws.polling;

import static dev.portolan.sandbox.aws.polling.MappedFunctions.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.dynamodb.Streams;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the next batch of a stream. Nothing comes behind what failed before that is done, given up
 * or too old.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Error
 *     handling for DynamoDB event source mappings</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial
 *     batch response with DynamoDB</a>
 */
record StreamStep(MappedFunctions functions) {
  /** What the stream tells behind a mapping's place. */
  List<JsonNode> next(JsonNode mapping) {
    return Streams.byArn(functions.state().read(), source(mapping))
        .map(stream -> Streams.after(stream, StreamPlace.of(mapping).position(), functions.now()))
        .orElse(List.of());
  }

  /** The number of the last record that the stream told by now. */
  long last(JsonNode mapping) {
    return Streams.byArn(functions.state().read(), source(mapping)).map(Streams::last).orElse(0L);
  }

  void bring(JsonNode mapping, Drained drained) {
    StreamPlace place = StreamPlace.of(mapping);
    List<JsonNode> all = next(mapping);
    if (all.isEmpty()) {
      return;
    }
    JsonNode first = all.get(0);
    long age = mapping.path("MaximumRecordAgeInSeconds").asLong(-1) * 1000;
    if (age > 0 && first.path("at").asLong() + age < functions.now().toEpochMilli()) {
      giveUp(mapping, List.of(first), Discarded.AGE, place.attempts(), drained);
      return;
    }
    int most = Math.min(mapping.path("BatchSize").asInt(), place.most());
    List<JsonNode> batch = all.subList(0, Math.min(most, all.size()));
    List<String> ids = batch.stream().map(Streams::sequence).toList();
    Outcome outcome;
    try {
      outcome =
          functions.call(mapping, StreamEnvelope.of(batch, mapping, functions.state().read()));
    } catch (AwsRefusal refusal) {
      drained.told().add("was not called: " + refusal.getMessage());
      stand(mapping, place.notBefore(functions.later()));
      return;
    }
    if (outcome.throttled()) {
      // "it retries until the records expire or exceed the maximum age"
      drained.told().add("was not called: too many calls at the same time");
      stand(mapping, place.notBefore(functions.later()));
      return;
    }
    Optional<Set<String>> again = BatchReply.named(outcome, MappedFunctions.reads(mapping), ids);
    if (again.filter(Set::isEmpty).isPresent()) {
      batch.forEach(record -> drained.done().add(number(record)));
      stand(mapping, StreamPlace.past(number(batch.get(batch.size() - 1))));
      return;
    }
    int lowest = again.map(Collections::min).map(ids::indexOf).orElse(-1);
    failed(mapping, place, batch, lowest, drained);
  }

  /**
   * All from the lowest that failed comes again, what was done behind it included.
   *
   * @param lowest the index of that, at which the batch is split; negative if the function failed
   *     as a whole, so that it is halved
   */
  private void failed(
      JsonNode mapping, StreamPlace place, List<JsonNode> batch, int lowest, Drained drained) {
    List<JsonNode> rest = batch.subList(Math.max(0, lowest), batch.size());
    batch.subList(0, Math.max(0, lowest)).forEach(record -> drained.done().add(number(record)));
    boolean halve =
        lowest < 0 && batch.size() > 1 && mapping.path("BisectBatchOnFunctionError").asBoolean();
    // "Splitting batches doesn't consume the retry quota"
    int attempts = lowest > 0 ? 1 : halve ? place.attempts() : place.attempts() + 1;
    int retries = mapping.path("MaximumRetryAttempts").asInt(-1);
    if (retries >= 0 && attempts > retries) {
      giveUp(mapping, rest, Discarded.RETRIES, attempts, drained);
      return;
    }
    drained.told().add("failed: " + rest.size() + " of " + source(mapping) + " come again");
    int most = halve ? (batch.size() + 1) / 2 : rest.size();
    stand(mapping, new StreamPlace(number(rest.get(0)) - 1, attempts, most, functions.later()));
  }

  private void giveUp(
      JsonNode mapping, List<JsonNode> records, String why, int attempts, Drained drained) {
    StreamPlace past = StreamPlace.past(number(records.get(records.size() - 1)));
    Discarded discarded = new Discarded(mapping, records, why, attempts);
    String role = functions.spec(mapping).roleArn();
    drained
        .told()
        .add(
            functions
                .state()
                .change(
                    tree -> {
                      functions.keep(tree, mapping, past::keep);
                      return discarded.keep(tree, role, functions.now());
                    }));
  }

  static long number(JsonNode record) {
    return record.path("number").asLong();
  }

  private void stand(JsonNode mapping, StreamPlace place) {
    functions.keep(mapping, place::keep);
  }
}
