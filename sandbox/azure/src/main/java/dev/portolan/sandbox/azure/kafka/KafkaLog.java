package dev.portolan.sandbox.azure.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The records of topics by partition, and up to where each group has them. No Kafka takes part: a
 * cluster is there as soon as its brokers are named, and so is a topic. What a group has committed
 * stays when nobody takes in it any more.
 */
final class KafkaLog {
  private static final String KAFKA = "kafka";
  private static final String RECORDS = "records";
  private static final String GROUPS = "groups";

  /** So that records of different keys can be seen to stand in different ones. */
  static final int PARTITIONS = 3;

  private KafkaLog() {}

  /** A record's place. */
  record Place(int partition, long offset) {}

  /**
   * Writes a record.
   *
   * @param log the cluster and the topic
   * @param key empty for a record without one
   */
  static Place write(ObjectNode tree, String log, String key, byte[] value, Instant now) {
    ObjectNode held = tree.withObjectProperty(KAFKA).withObjectProperty(log);
    int all = 0;
    for (JsonNode each : held.path(RECORDS)) {
      all += each.size();
    }
    int partition = Math.floorMod(key.isEmpty() ? all : key.hashCode(), PARTITIONS);
    var records = held.withObjectProperty(RECORDS).withArrayProperty("" + partition);
    long offset = records.size();
    ObjectNode record = records.addObject().put("at", now.toString());
    if (!key.isEmpty()) {
      record.put("key", key);
    }
    record.put("value", Base64.getEncoder().encodeToString(value));
    return new Place(partition, offset);
  }

  /** The offset behind the last record. */
  static long end(JsonNode tree, String log, int partition) {
    return tree.path(KAFKA).path(log).path(RECORDS).path("" + partition).size();
  }

  /** What stands at an offset. */
  static Optional<JsonNode> at(JsonNode tree, String log, int partition, long offset) {
    return Optional.ofNullable(
        tree.path(KAFKA).path(log).path(RECORDS).path("" + partition).get((int) offset));
  }

  static byte[] value(JsonNode record) {
    return Base64.getDecoder()
        .decode(record.path("value").asText().getBytes(StandardCharsets.UTF_8));
  }

  /** What a group is to have next; empty if it has committed nothing. */
  static Optional<Long> committed(JsonNode tree, String log, String group, int partition) {
    JsonNode kept = tree.path(KAFKA).path(log).path(GROUPS).path(group).path("" + partition);
    JsonNode offset = kept.path("offset");
    return offset.isMissingNode() ? Optional.empty() : Optional.of(offset.asLong());
  }

  /** From now on a group has all before an offset. */
  static void commit(ObjectNode tree, String log, String group, int partition, long offset) {
    groups(tree, log, group).putObject("" + partition).put("offset", offset);
  }

  /** A group that has come past a record is to have that again. */
  static void rewind(ObjectNode tree, String log, String group, Place place) {
    if (committed(tree, log, group, place.partition())
        .filter(next -> next > place.offset())
        .isPresent()) {
      commit(tree, log, group, place.partition(), place.offset());
    }
  }

  private static ObjectNode groups(ObjectNode tree, String log, String group) {
    return tree.withObjectProperty(KAFKA)
        .withObjectProperty(log)
        .withObjectProperty(GROUPS)
        .withObjectProperty(group);
  }
}
