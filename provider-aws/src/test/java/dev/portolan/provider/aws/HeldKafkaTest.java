package dev.portolan.provider.aws;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration.Builder;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/** What somebody set of a mapping of Kafka, as it is found before another takes its place. */
class HeldKafkaTest {
  /** What Lambda takes for a new mapping, and what is the same of each that is ours. */
  private static final Set<String> SAID = Set.of("FunctionName", "Enabled", "Tags");

  private static final Filter FILTER = Filter.builder().pattern("{}").build();

  /** What somebody may set, by the name it is told by. */
  private static final Map<String, Consumer<Builder>> SET =
      Map.ofEntries(
          entry("BatchSize", seen -> seen.batchSize(77)),
          entry("MaximumBatchingWindowInSeconds", seen -> seen.maximumBatchingWindowInSeconds(5)),
          entry("FilterCriteria", seen -> seen.filterCriteria(f -> f.filters(FILTER))),
          entry("KMSKeyArn", seen -> seen.kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/1")),
          entry("FilterCriteriaError", seen -> seen.filterCriteriaError(e -> e.message("no key"))),
          entry(
              "DestinationConfig",
              seen -> seen.destinationConfig(d -> d.onFailure(f -> f.destination("arn:x")))),
          entry(
              "ProvisionedPollerConfig",
              seen -> seen.provisionedPollerConfig(p -> p.minimumPollers(1))),
          entry("MaximumRetryAttempts", seen -> seen.maximumRetryAttempts(3)),
          entry("MaximumRecordAgeInSeconds", seen -> seen.maximumRecordAgeInSeconds(60)),
          entry("BisectBatchOnFunctionError", seen -> seen.bisectBatchOnFunctionError(true)),
          entry(
              "FunctionResponseTypes",
              seen -> seen.functionResponseTypesWithStrings("ReportBatchItemFailures")),
          entry("ParallelizationFactor", seen -> seen.parallelizationFactor(2)),
          entry("TumblingWindowInSeconds", seen -> seen.tumblingWindowInSeconds(1)),
          entry("Queues", seen -> seen.queues("q")),
          entry("ScalingConfig", seen -> seen.scalingConfig(c -> c.maximumConcurrency(2))),
          entry(
              "DocumentDBEventSourceConfig",
              seen -> seen.documentDBEventSourceConfig(d -> d.databaseName("db"))),
          entry("LoggingConfig", seen -> seen.loggingConfig(l -> l.systemLogLevel("DEBUG"))),
          entry(
              "MetricsConfig", seen -> seen.metricsConfig(m -> m.metricsWithStrings("EventCount"))),
          entry(
              "SchemaRegistryConfig",
              seen ->
                  seen.amazonManagedKafkaEventSourceConfig(
                      k ->
                          k.consumerGroupId("g")
                              .schemaRegistryConfig(r -> r.schemaRegistryURI("arn:r")))));

  /** What holds the group, which is ours, and else what is told by its own name. */
  private static final Set<String> GROUPS =
      Set.of("AmazonManagedKafkaEventSourceConfig", "SelfManagedKafkaEventSourceConfig");

  private static List<String> own(Consumer<Builder> more) {
    Builder seen =
        EventSourceMappingConfiguration.builder()
            .uuid("1")
            .eventSourceArn("arn:aws:kafka:us-east-1:123456789012:cluster/shop/abc-1")
            .topics("clicks")
            .startingPosition("TRIM_HORIZON")
            .batchSize(10)
            .amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("g"));
    more.accept(seen);
    return HeldKafka.from(seen.build()).orElseThrow().own();
  }

  @Test
  void whatLambdaAnswersWhereNobodySetAThingIsNobodys() {
    assertEquals(List.of(), own(seen -> {}));
    assertEquals(
        List.of(),
        own(
            seen ->
                seen.maximumRecordAgeInSeconds(-1)
                    .maximumRetryAttempts(-1)
                    .maximumBatchingWindowInSeconds(0)
                    .bisectBatchOnFunctionError(false)
                    .parallelizationFactor(1)
                    .tumblingWindowInSeconds(0)
                    .functionResponseTypes(List.of())
                    .destinationConfig(d -> d.onFailure(f -> {}))
                    .filterCriteria(f -> f.filters(new Filter[0]))
                    .metricsConfig(m -> m.metrics(List.of()))));
  }

  @Test
  void whatSomebodySetIsSeen() {
    SET.forEach((name, more) -> assertEquals(List.of(name), own(more)));
  }

  /** So that a member that comes with another SDK is looked at, and not lost without a word. */
  @Test
  void eachMemberOfANewMappingIsOursOrIsSeenIfSomebodySetIt() {
    Set<String> answered = names(EventSourceMappingConfiguration.builder().build().sdkFields());
    for (String member : names(CreateEventSourceMappingRequest.builder().build().sdkFields())) {
      if (!SAID.contains(member)) {
        assertTrue(answered.contains(member), member + " is in no answer");
        boolean looked =
            HeldKafka.OURS.contains(member) || SET.containsKey(member) || GROUPS.contains(member);
        assertTrue(looked, member + " is neither ours nor seen if somebody set it");
      }
    }
  }

  /** The same of queues and tables, whose new mapping is there before the old one ends. */
  @Test
  void eachMemberOfANewMappingIsOursOrInheritedOrNamed() {
    Set<String> ours =
        Set.of(
            "EventSourceArn",
            "FunctionName",
            "Enabled",
            "FunctionResponseTypes",
            "StartingPosition",
            "BisectBatchOnFunctionError",
            "MaximumRetryAttempts",
            "Tags");
    Set<String> inherited =
        Set.of(
            "BatchSize",
            "FilterCriteria",
            "KMSKeyArn",
            "MaximumBatchingWindowInSeconds",
            "TumblingWindowInSeconds",
            "ParallelizationFactor",
            "MaximumRecordAgeInSeconds",
            "DestinationConfig",
            "MetricsConfig");
    Set<String> ofOtherSources =
        Set.of(
            "StartingPositionTimestamp",
            "Topics",
            "Queues",
            "SourceAccessConfigurations",
            "SelfManagedEventSource",
            "AmazonManagedKafkaEventSourceConfig",
            "SelfManagedKafkaEventSourceConfig",
            "DocumentDBEventSourceConfig",
            "LoggingConfig",
            "ScalingConfig",
            "ProvisionedPollerConfig");
    Set<String> all = new TreeSet<>(ours);
    all.addAll(inherited);
    all.addAll(ofOtherSources);
    assertEquals(all, names(CreateEventSourceMappingRequest.builder().build().sdkFields()));
    GetEventSourceMappingResponse old =
        GetEventSourceMappingResponse.builder()
            .batchSize(7)
            .filterCriteria(f -> f.filters(FILTER))
            .kmsKeyArn("k")
            .maximumBatchingWindowInSeconds(1)
            .tumblingWindowInSeconds(1)
            .parallelizationFactor(2)
            .maximumRecordAgeInSeconds(60)
            .destinationConfig(d -> d.onFailure(f -> f.destination("arn:x")))
            .metricsConfig(m -> m.metricsWithStrings("EventCount"))
            .build();
    CreateEventSourceMappingRequest.Builder request = CreateEventSourceMappingRequest.builder();
    WantedMapping table =
        new WantedMapping("s", "f", 10, Optional.empty(), false, Optional.empty());
    Heritage.take(old, table, request);
    CreateEventSourceMappingRequest made = request.build();
    for (SdkField<?> member : made.sdkFields()) {
      if (inherited.contains(member.locationName())) {
        assertNotNull(member.getValueOrDefault(made), member.locationName());
      }
    }
  }

  private static Set<String> names(List<SdkField<?>> members) {
    return members.stream()
        .map(SdkField::locationName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
