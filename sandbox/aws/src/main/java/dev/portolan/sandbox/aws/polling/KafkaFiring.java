package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.sandbox.aws.events.Ended;
import dev.portolan.sandbox.aws.kafka.KafkaLog;
import dev.portolan.sandbox.aws.lambda.KafkaMappings;
import dev.portolan.sandbox.aws.lambda.Mappings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes records to a Kafka topic and has them brought at once. */
public record KafkaFiring(MappedFunctions functions, KafkaPoller poller) {
  /**
   * Delivers, each time that it is asked, to each function that takes from the topic: writes the
   * records first, and then brings them again, as they come whose offsets were not committed.
   * Nothing where the function it happens to does not take.
   */
  public Supplier<List<Ended>> round(Happening happening, String topic) {
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
      return List::of;
    }
    List<JsonNode> takers =
        all.stream().filter(mapping -> KafkaMappings.log(mapping).equals(log.get())).toList();
    List<Long> numbers = new ArrayList<>();
    return () -> {
      functions
          .state()
          .change(
              tree -> {
                if (numbers.isEmpty()) {
                  write(tree, happening, log.get(), numbers);
                } else {
                  takers.forEach(taker -> rewind(tree, taker, numbers.get(0) - 1));
                }
                return tree;
              });
      List<Ended> ended = new ArrayList<>();
      takers.forEach(taker -> ended.addAll(brought(taker, numbers)));
      return ended;
    };
  }

  private void write(ObjectNode tree, Happening happening, String log, List<Long> numbers) {
    for (byte[] value : happening.events()) {
      numbers.add(KafkaLog.write(tree, log, happening.key(), value, functions.now()));
    }
  }

  /** Back to where a group was, if it has come further. */
  private static void rewind(ObjectNode tree, JsonNode taker, long number) {
    String group = KafkaMappings.group(taker);
    if (KafkaLog.position(tree, KafkaMappings.log(taker), group, 0) > number) {
      KafkaLog.commit(tree, KafkaMappings.log(taker), group, number);
    }
  }

  private List<Ended> brought(JsonNode taker, List<Long> numbers) {
    Optional<String> why = poller.bring(taker, numbers.get(numbers.size() - 1));
    long done =
        KafkaLog.position(
            functions.state().read(), KafkaMappings.log(taker), KafkaMappings.group(taker), 0);
    List<Ended> ended = new ArrayList<>();
    for (long number : numbers) {
      Optional<String> told = number <= done ? Optional.empty() : why;
      String id = id(taker, number);
      ended.add(Ended.of(MappedFunctions.function(taker), ended.size() + 1, id, told));
    }
    return ended;
  }

  /** As the adapter names a record, in the words of the CloudEvents of Knative's Kafka source. */
  private String id(JsonNode taker, long number) {
    return KafkaLog.after(functions.state().read(), KafkaMappings.log(taker), number - 1).stream()
        .findFirst()
        .map(
            record ->
                "partition:"
                    + record.path("partition").asInt()
                    + "/offset:"
                    + record.path("offset").asLong())
        .orElse("");
  }

  private static Set<String> marks(JsonNode mapping) {
    Set<String> marks = new HashSet<>();
    mapping.path("_tags").forEach(tag -> marks.add(tag.asText()));
    return marks;
  }
}
