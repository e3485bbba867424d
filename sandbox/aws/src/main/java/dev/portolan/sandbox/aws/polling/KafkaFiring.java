package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.sandbox.aws.kafka.KafkaLog;
import dev.portolan.sandbox.aws.lambda.KafkaMappings;
import dev.portolan.sandbox.aws.lambda.Mappings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes a record to a Kafka topic and has it brought at once. */
public record KafkaFiring(MappedFunctions functions, KafkaPoller poller) {
  /**
   * Why it was not handled the first time, by the ARN of each function that takes from the topic;
   * nothing for one that did, and no function where the one it happens to does not.
   */
  public Map<String, Optional<String>> write(Happening happening, String topic) {
    List<JsonNode> all =
        Mappings.everywhere(functions.state().read(), functions.now()).stream()
            .filter(KafkaMappings::is)
            .filter(mapping -> KafkaMappings.topic(mapping).equals(topic))
            .toList();
    Optional<String> log =
        all.stream()
            .filter(mapping -> marks(mapping).containsAll(happening.marks()))
            .map(KafkaMappings::log)
            .findFirst();
    if (log.isEmpty()) {
      return Map.of();
    }
    long number =
        functions
            .state()
            .change(
                tree ->
                    KafkaLog.write(
                        tree, log.get(), happening.key(), happening.data(), functions.now()));
    Map<String, Optional<String>> ended = new TreeMap<>();
    for (JsonNode mapping : all) {
      if (KafkaMappings.log(mapping).equals(log.get())) {
        ended.put(MappedFunctions.function(mapping), poller.bring(mapping, number));
      }
    }
    return ended;
  }

  private static Set<String> marks(JsonNode mapping) {
    Set<String> marks = new HashSet<>();
    mapping.path("_tags").forEach(tag -> marks.add(tag.asText()));
    return marks;
  }
}
