package dev.portolan.sandbox.aws.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The records of a topic, and up to where each group has them. No Kafka takes part: a cluster is
 * there as soon as it is named, and so is a topic. Records have numbers from 1 on through all
 * partitions, in the order in which they were written.
 */
public final class KafkaLog {
  private static final String KAFKA = "kafka";
  private static final String RECORDS = "records";
  private static final String GROUPS = "groups";

  /** So that records of different keys can be seen to stand in different ones. */
  private static final int PARTITIONS = 3;

  private KafkaLog() {}

  /**
   * Writes a record; gives its number.
   *
   * @param log the cluster and the topic
   * @param key empty for a record without one
   */
  public static long write(ObjectNode state, String log, String key, byte[] value, Instant now) {
    ObjectNode held = object(object(state, KAFKA), log);
    long number = last(state, log) + 1;
    int partition = Math.floorMod(key.isEmpty() ? (int) number : key.hashCode(), PARTITIONS);
    long offset = 0;
    for (JsonNode other : held.path(RECORDS)) {
      offset += other.path("partition").asInt() == partition ? 1 : 0;
    }
    ObjectNode record = held.withArrayProperty(RECORDS).addObject();
    record.put("number", number).put("partition", partition).put("offset", offset);
    record.put("at", now.toEpochMilli());
    if (!key.isEmpty()) {
      record.put("key", base64(key.getBytes(StandardCharsets.UTF_8)));
    }
    record.put("value", base64(value));
    return number;
  }

  /** The number of the last record; 0 if there is none. */
  public static long last(JsonNode state, String log) {
    return state.path(KAFKA).path(log).path(RECORDS).size();
  }

  /** The number of the last record that was written before a time; 0 if there is none. */
  public static long before(JsonNode state, String log, long millis) {
    long number = 0;
    for (JsonNode record : state.path(KAFKA).path(log).path(RECORDS)) {
      if (record.path("at").asLong() < millis) {
        number = record.path("number").asLong();
      }
    }
    return number;
  }

  /** The records behind a number. */
  public static List<JsonNode> after(JsonNode state, String log, long position) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode record : state.path(KAFKA).path(log).path(RECORDS)) {
      if (record.path("number").asLong() > position) {
        all.add(record);
      }
    }
    return all;
  }

  /**
   * Up to which number a group has the records.
   *
   * @param fresh where it begins if it is new
   */
  public static long position(JsonNode state, String log, String group, long fresh) {
    return state.path(KAFKA).path(log).path(GROUPS).path(group).asLong(fresh);
  }

  /** From now on a group has all up to a number, and keeps that when nobody reads any more. */
  public static void commit(ObjectNode state, String log, String group, long number) {
    object(object(object(state, KAFKA), log), GROUPS).put(group, number);
  }

  private static ObjectNode object(ObjectNode in, String name) {
    return in.get(name) instanceof ObjectNode held ? held : in.putObject(name);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
