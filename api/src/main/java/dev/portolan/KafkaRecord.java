package dev.portolan;

import java.util.List;
import java.util.Optional;

/**
 * A record of a Kafka topic, for a function that takes this, {@code Event<KafkaRecord<K, V>>} or
 * {@code Batch<KafkaRecord<K, V>>}.
 *
 * <p>Key and value are bound from their bytes: {@code byte[]} is these, {@code String} their text
 * in UTF-8, everything else JSON.
 *
 * @param topic the topic
 * @param partition the partition of the topic
 * @param offset the place in the partition
 * @param key the key; empty if it has none
 * @param value the value; empty if it has none, which in a compacted topic removes the key
 * @param headers the headers in their order, a name as often as it was sent; where the platform
 *     hands them on as attributes, each once, with its name in lower case
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public record KafkaRecord<K, V>(
    String topic,
    int partition,
    long offset,
    Optional<K> key,
    Optional<V> value,
    List<Header> headers) {

  /** Copies the headers. */
  public KafkaRecord {
    if (topic == null || topic.isEmpty() || key == null || value == null) {
      throw new IllegalArgumentException("a record has a topic; a key or value may be empty");
    }
    headers = List.copyOf(headers);
  }

  /**
   * One header.
   *
   * @param name its name
   * @param value its bytes; {@code null} if it has none
   */
  public record Header(String name, byte[] value) {}
}
