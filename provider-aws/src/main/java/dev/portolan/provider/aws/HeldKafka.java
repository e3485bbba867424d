package dev.portolan.provider.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * What a mapping of Kafka holds.
 *
 * @param start where its group began that was new
 * @param own what somebody set of it, in Lambda's words: what no mapping of ours has
 */
record HeldKafka(KafkaTopic topic, KafkaStart start, List<String> own) {
  /** What tells of a mapping, or is ours to say, or is looked at otherwise. */
  static final Set<String> OURS =
      Set.of(
          "UUID",
          "EventSourceMappingArn",
          "FunctionArn",
          "LastModified",
          "LastProcessingResult",
          "State",
          "StateTransitionReason",
          "EventSourceArn",
          "SelfManagedEventSource",
          "Topics",
          "SourceAccessConfigurations",
          "StartingPosition",
          "StartingPositionTimestamp");

  /**
   * What Lambda answers where nobody set a thing.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html">EventSourceMappingConfiguration</a>
   */
  private static final Map<String, Set<Object>> UNSET =
      Map.of(
          "BatchSize", Set.of(WantedKafka.BATCH),
          "MaximumBatchingWindowInSeconds", Set.of(0),
          "MaximumRecordAgeInSeconds", Set.of(-1),
          "MaximumRetryAttempts", Set.of(-1),
          "BisectBatchOnFunctionError", Set.of(false),
          "ParallelizationFactor", Set.of(1),
          "TumblingWindowInSeconds", Set.of(0));

  /** In what of ours there is more than ours: the group's id alone is. */
  private static final String GROUP = "ConsumerGroupId";

  /** What a mapping takes from and how, if that is Kafka. */
  static Optional<HeldKafka> from(EventSourceMappingConfiguration seen) {
    return KafkaTopic.from(seen)
        .map(topic -> new HeldKafka(topic, KafkaStart.from(seen), own(seen)));
  }

  private static List<String> own(SdkPojo seen) {
    TreeSet<String> own = new TreeSet<>();
    for (SdkField<?> member : seen.sdkFields()) {
      String name = member.locationName();
      Object value = member.getValueOrDefault(seen);
      if (!OURS.contains(name) && !name.equals(GROUP) && says(value)) {
        if (name.endsWith("KafkaEventSourceConfig")) {
          own.addAll(own((SdkPojo) value));
        } else if (!UNSET.getOrDefault(name, Set.of()).contains(value)) {
          own.add(name);
        }
      }
    }
    return List.copyOf(own);
  }

  /** Whether there is anything in it, however deep. */
  private static boolean says(Object value) {
    if (value instanceof SdkPojo group) {
      return group.sdkFields().stream()
          .map(member -> member.getValueOrDefault(group))
          .anyMatch(HeldKafka::says);
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return value != null && !value.equals("");
  }
}
