package dev.portolan.provider.aws;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * Where a group of Kafka's begins that is new: "Lambda ignores the StartingPosition" of one that is
 * known.
 *
 * @param position as Lambda names it
 * @param time of the position that is a time; not known before the mapping is made
 */
record KafkaStart(String position, Optional<Instant> time) {
  /** At the oldest record. */
  static final KafkaStart OLDEST = new KafkaStart("TRIM_HORIZON", Optional.empty());

  /** At the time when the mapping is made. */
  static final KafkaStart NOW = new KafkaStart("AT_TIMESTAMP", Optional.empty());

  static KafkaStart from(EventSourceMappingConfiguration seen) {
    return new KafkaStart(
        String.valueOf(seen.startingPositionAsString()),
        Optional.ofNullable(seen.startingPositionTimestamp()));
  }

  boolean timed() {
    return position.equals(NOW.position);
  }
}
