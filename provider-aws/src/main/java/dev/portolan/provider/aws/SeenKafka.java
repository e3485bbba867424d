package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;

/**
 * What brings a function the records of its Kafka topics.
 *
 * @param wanted the mappings of those topics to the live alias
 * @param stale those of other topics, groups or clusters, as far as they are ours
 */
record SeenKafka(List<SeenMapping> wanted, List<SeenMapping> stale) {
  static SeenKafka nothing() {
    return new SeenKafka(List.of(), List.of());
  }

  Optional<SeenMapping> of(KafkaTopic topic) {
    return wanted.stream().filter(one -> one.source().equals(topic.source())).findFirst();
  }

  /** The same, unless it is being deleted. */
  Optional<SeenMapping> live(KafkaTopic topic) {
    return of(topic).filter(one -> !one.deleting());
  }

  /** Those of the same topic that give way to the one that is asked for. */
  List<SeenMapping> before(KafkaTopic topic) {
    return stale.stream().filter(one -> named(one, topic.name())).toList();
  }

  static boolean named(SeenMapping mapping, String topic) {
    return mapping.topic().filter(held -> held.name().equals(topic)).isPresent();
  }
}
