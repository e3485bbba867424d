package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka topic whose records a function takes: of several each has a mapping of its own, since
 * "you can specify only one topic name".
 *
 * @param here whether it is of this account and region, as far as it says
 * @param endpoint the ARN that Lambda calls with its records
 * @param start where a group begins that is new
 * @param statements what the function's role must be allowed: no more than Lambda reads with
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping,
 *     Topics</a>
 */
record WantedKafka(
    KafkaTopic topic, boolean here, String endpoint, KafkaStart start, List<JsonNode> statements) {
  /** As many as of a queue: all must be through before the timeout, and come again together. */
  static final int BATCH = 10;

  private static final int LONGEST_GROUP = 200;

  static List<WantedKafka> of(Place place, FunctionSpec spec, Settings run) {
    if (spec.triggers(Trigger.Kafka.class).findAny().isEmpty()) {
      return List.of();
    }
    KafkaSettings settings = KafkaSettings.from(spec, run);
    List<WantedKafka> all = new ArrayList<>();
    if (settings.cluster().isEmpty()) {
      return all;
    }
    String function = place.function(spec.name());
    spec.triggers(Trigger.Kafka.class)
        .forEach(
            asked -> {
              for (String name : asked.topics()) {
                String group = group(place, spec, asked, name);
                KafkaTopic topic =
                    new KafkaTopic(settings.cluster().get(), name, group, settings.access());
                all.add(
                    new WantedKafka(
                        topic,
                        topic.cluster().in(place),
                        place.liveArn(function),
                        settings.earliest() ? KafkaStart.OLDEST : KafkaStart.NOW,
                        topic.statements(place)));
              }
            });
    return List.copyOf(all);
  }

  /**
   * A group for each topic, and the same in every run, so that its offsets outlive a mapping: "must
   * be unique among all your Kafka event sources".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-consumer-group-id.html">Customizable
   *     consumer group ID</a>
   */
  static String group(Place place, FunctionSpec function, Trigger.Kafka asked, String topic) {
    String own = place.kafkaGroup(place.function(function.name()));
    return group(asked.group().isEmpty() ? own : asked.group(), topic);
  }

  static String group(String base, String topic) {
    String whole = base + "." + topic;
    return whole.length() <= LONGEST_GROUP
        ? whole
        : whole.substring(0, LONGEST_GROUP - 17)
            + "."
            + Digests.sha256(List.of(whole)).substring(0, 16);
  }

  /** In the place of a mapping that began there. */
  WantedKafka since(KafkaStart before) {
    return new WantedKafka(topic, here, endpoint, before, statements);
  }

  WantedMapping mapping() {
    return new WantedMapping(
        topic.source(), endpoint, BATCH, Optional.empty(), false, Optional.of(this));
  }
}
