package dev.portolan.provider.aws;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * What takes from a source and calls a function with it, as it is.
 *
 * @param source its ARN; of Kafka {@link KafkaTopic#source}
 * @param function the ARN that is called
 * @param state as Lambda names it
 * @param reason who had it come to that, as Lambda names them
 * @param bounds of a stream
 * @param kafka what it holds of a topic, if it takes from one
 * @param ours whether its tags say so; not known before they are read
 */
record SeenMapping(
    String uuid,
    String arn,
    String source,
    String function,
    int batch,
    boolean reports,
    StreamBounds bounds,
    Optional<HeldKafka> kafka,
    String state,
    String reason,
    boolean ours) {
  static SeenMapping from(EventSourceMappingConfiguration seen) {
    Optional<HeldKafka> kafka = HeldKafka.from(seen);
    String arn = seen.eventSourceArn() == null ? "" : seen.eventSourceArn();
    return new SeenMapping(
        seen.uuid(),
        seen.eventSourceMappingArn(),
        topic(kafka).map(KafkaTopic::source).orElse(arn),
        seen.functionArn() == null ? "" : seen.functionArn(),
        seen.batchSize() == null ? 0 : seen.batchSize(),
        seen.functionResponseTypesAsStrings().contains(WantedMapping.REPORTS),
        StreamBounds.from(seen),
        kafka,
        seen.state() == null ? "" : seen.state(),
        seen.stateTransitionReason() == null ? "" : seen.stateTransitionReason(),
        false);
  }

  SeenMapping withOurs(boolean known) {
    return new SeenMapping(
        uuid, arn, source, function, batch, reports, bounds, kafka, state, reason, known);
  }

  /** Whether it reads the stream of a table. */
  boolean streams() {
    return source.contains(":dynamodb:");
  }

  /** Whether it takes from a queue. */
  boolean queued() {
    return !streams() && kafka.isEmpty();
  }

  /** Of Kafka. */
  Optional<KafkaTopic> topic() {
    return topic(kafka);
  }

  private static Optional<KafkaTopic> topic(Optional<HeldKafka> kafka) {
    return kafka.map(HeldKafka::topic);
  }

  /** How Lambda gets at the cluster, of Kafka. */
  List<KafkaAccess> access() {
    return topic().map(KafkaTopic::access).orElse(List.of());
  }

  /** The ARN of the table whose stream it reads; empty if it reads none. */
  Optional<String> table() {
    return Optional.of(source).filter(arn -> streams()).map(arn -> arn.split("/stream/")[0]);
  }

  /** Of what it takes, for a person. */
  String shown() {
    if (kafka.isPresent()) {
      return kafka.get().topic().shown();
    }
    return table()
        .map(arn -> "table " + arn.substring(arn.indexOf('/') + 1))
        .orElseGet(() -> "queue " + source.substring(source.lastIndexOf(':') + 1));
  }

  boolean deleting() {
    return state.equals("Deleting");
  }

  boolean paused() {
    return state.equals("Disabled") || state.equals("Disabling");
  }

  /**
   * Whether a person paused it. Lambda itself disables one whose source it cannot find any more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html">StateTransitionReason</a>:
   *     "whether a user or Lambda made the last change"
   */
  boolean stopped() {
    return paused() && reason.toLowerCase(Locale.ROOT).startsWith("user");
  }
}
