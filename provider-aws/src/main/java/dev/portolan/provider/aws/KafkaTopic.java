package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EndPointType;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.SourceAccessConfiguration;

/**
 * A topic, as a mapping takes from it.
 *
 * @param group whose offsets tell what was taken
 * @param access how Lambda gets at the cluster
 */
record KafkaTopic(KafkaCluster cluster, String name, String group, List<KafkaAccess> access) {
  /** What a mapping takes from, if that is Kafka. */
  static Optional<KafkaTopic> from(EventSourceMappingConfiguration seen) {
    if (seen.topics().isEmpty()) {
      return Optional.empty();
    }
    boolean own = seen.selfManagedEventSource() != null;
    KafkaCluster cluster =
        own
            ? KafkaCluster.of(
                seen.selfManagedEventSource()
                    .endpoints()
                    .getOrDefault(EndPointType.KAFKA_BOOTSTRAP_SERVERS, List.of()))
            : new KafkaCluster(String.valueOf(seen.eventSourceArn()));
    String group = null;
    if (own && seen.selfManagedKafkaEventSourceConfig() != null) {
      group = seen.selfManagedKafkaEventSourceConfig().consumerGroupId();
    } else if (seen.amazonManagedKafkaEventSourceConfig() != null) {
      group = seen.amazonManagedKafkaEventSourceConfig().consumerGroupId();
    }
    return Optional.of(
        new KafkaTopic(
            cluster,
            seen.topics().get(0),
            group == null ? "" : group,
            KafkaAccess.from(seen.sourceAccessConfigurations())));
  }

  /** As it is named to people. */
  String shown() {
    return "Kafka topic " + name;
  }

  /** What cannot be changed of a mapping, in one text: there is one mapping of each. */
  String source() {
    return cluster.text() + "#" + name + "@" + group;
  }

  /** How Lambda gets at the cluster, as the SDK tells it. */
  List<SourceAccessConfiguration> told() {
    return access.stream().map(KafkaAccess::told).toList();
  }

  /** What the function's role must be allowed: Lambda reads in its name. */
  List<JsonNode> statements(Place place) {
    return KafkaPolicies.of(place, this);
  }
}
