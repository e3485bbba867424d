package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a mapping is in its stream, as the state keeps it.
 *
 * @param position the number of the last record that is done or given up
 * @param attempts how often what comes next has failed, as far as that counts
 * @param most how much of it is brought at a time, at most
 * @param again not before when, in milliseconds of the epoch
 */
record StreamPlace(long position, int attempts, int most, long again) {
  static final int WHOLE = 10_000;

  static StreamPlace of(JsonNode mapping) {
    return new StreamPlace(
        mapping.path("_position").asLong(),
        mapping.path("_attempts").asInt(),
        mapping.path("_most").asInt(WHOLE),
        mapping.path("_again").asLong());
  }

  /** All up to here is behind it. */
  static StreamPlace past(long position) {
    return new StreamPlace(position, 0, WHOLE, 0);
  }

  StreamPlace notBefore(long millis) {
    return new StreamPlace(position, attempts, most, millis);
  }

  void keep(ObjectNode mapping) {
    mapping.put("_position", position).put("_attempts", attempts);
    mapping.put("_most", most).put("_again", again);
  }
}
