package dev.portolan.provider.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EndPointType;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

/** Event source mappings: one method a call. */
record MappingCalls(Supplier<LambdaClient> client, Ledger ledger) {
  /**
   * By how much our clock may be before Lambda's, which takes no time to come: whoever differs by
   * more has no request accepted.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
   *     Signature Version 4</a>
   */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Those that call a function, or an alias of it, by its ARN. */
  List<SeenMapping> of(String function) throws Exception {
    return listed(function);
  }

  /** All of the region; nothing where we may not list them. */
  Optional<List<SeenMapping>> all() throws Exception {
    try {
      return Optional.of(listed(null));
    } catch (LambdaException e) {
      if ("AccessDeniedException".equals(e.awsErrorDetails().errorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<SeenMapping> listed(String function) throws Exception {
    List<SeenMapping> found = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      Optional<ListEventSourceMappingsResponse> page =
          ledger.find(
              () ->
                  client.get().listEventSourceMappings(r -> r.functionName(function).marker(from)),
              LambdaCalls::absent);
      if (page.isEmpty()) {
        return List.of();
      }
      page.get().eventSourceMappings().stream().map(SeenMapping::from).forEach(found::add);
      marker = page.get().nextMarker();
    } while (marker != null && !marker.isEmpty());
    return found;
  }

  /** What a mapping is like at the moment, while one waits for it. */
  Optional<String> state(String uuid) throws Exception {
    return ledger
        .poll(() -> client.get().getEventSourceMapping(r -> r.uuid(uuid)), LambdaCalls::absent)
        .map(GetEventSourceMappingResponse::state);
  }

  Map<String, String> tags(SeenMapping mapping) throws Exception {
    return ledger
        .find(() -> client.get().listTags(r -> r.resource(mapping.arn())), LambdaCalls::absent)
        .map(ListTagsResponse::tags)
        .orElse(Map.of());
  }

  /** A mapping in full. */
  Optional<GetEventSourceMappingResponse> read(String uuid) throws Exception {
    return ledger.find(
        () -> client.get().getEventSourceMapping(r -> r.uuid(uuid)), LambdaCalls::absent);
  }

  /**
   * Makes a mapping; returns its id. One of a stream begins at what is the oldest there: "if you
   * specify LATEST as the starting position for the stream, the event source mapping could miss
   * events".
   *
   * @param now where a group of Kafka's begins that is new, if it is not to begin at the oldest
   * @param enabled whether it takes at once
   * @param old whose settings it has, as far as these are not ours
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Polling and stream
   *     starting positions</a>
   */
  String create(
      WantedMapping wanted,
      Map<String, String> tags,
      Instant now,
      boolean enabled,
      Optional<GetEventSourceMappingResponse> old)
      throws Exception {
    CreateEventSourceMappingRequest.Builder request =
        CreateEventSourceMappingRequest.builder()
            .functionName(wanted.endpoint())
            .enabled(enabled)
            .batchSize(wanted.batch())
            .tags(tags);
    if (wanted.kafka().isPresent()) {
      kafka(wanted.kafka().get(), now, request);
    } else {
      request
          .eventSourceArn(wanted.source())
          .functionResponseTypesWithStrings(WantedMapping.REPORTS);
    }
    wanted
        .bounds()
        .ifPresent(
            bounds -> {
              request
                  .startingPosition(EventSourcePosition.TRIM_HORIZON)
                  .bisectBatchOnFunctionError(bounds.bisects())
                  .maximumRetryAttempts(bounds.retries());
              if (!bounds.onFailure().isEmpty()) {
                request.destinationConfig(kept(bounds.onFailure()));
              }
            });
    old.ifPresent(seen -> Heritage.take(seen, wanted, request));
    return ledger.create(() -> client.get().createEventSourceMapping(request.build())).uuid();
  }

  /**
   * A group that Kafka knows goes on where it is, wherever one that is new would begin. That is not
   * {@code LATEST}, with which "the event source mapping could miss events during a create or
   * update".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-starting-positions.html">Polling
   *     and stream starting positions</a>
   */
  private static void kafka(
      WantedKafka asked, Instant now, CreateEventSourceMappingRequest.Builder request) {
    KafkaTopic topic = asked.topic();
    if (topic.cluster().msk()) {
      request
          .eventSourceArn(topic.cluster().text())
          .amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId(topic.group()));
    } else {
      request
          .selfManagedEventSource(
              s ->
                  s.endpoints(
                      Map.of(EndPointType.KAFKA_BOOTSTRAP_SERVERS, topic.cluster().brokers())))
          .selfManagedKafkaEventSourceConfig(k -> k.consumerGroupId(topic.group()));
    }
    request.topics(topic.name());
    request.startingPosition(asked.start().position());
    if (asked.start().timed()) {
      request.startingPositionTimestamp(asked.start().time().orElse(now.minus(SKEW)));
    }
    if (!topic.access().isEmpty()) {
      request.sourceAccessConfigurations(topic.told());
    }
  }

  /** What is not sent stays as it is: a bound that somebody set, and where a record goes. */
  void update(SeenMapping seen, WantedMapping wanted) throws Exception {
    UpdateEventSourceMappingRequest.Builder request =
        UpdateEventSourceMappingRequest.builder().uuid(seen.uuid());
    if (wanted.reports()) {
      request.functionResponseTypesWithStrings(WantedMapping.REPORTS);
    }
    if (wanted.sized()) {
      request.batchSize(wanted.batch());
    }
    if (wanted.kafka().isPresent()) {
      request.sourceAccessConfigurations(wanted.kafka().get().topic().told());
    }
    if (wanted.bounds().isPresent()) {
      StreamBounds bounds = wanted.bounds().get();
      request.bisectBatchOnFunctionError(bounds.bisects());
      if (!seen.bounds().counted()) {
        request.maximumRetryAttempts(bounds.retries());
      }
      if (wanted.decides()) {
        request.destinationConfig(kept(bounds.onFailure()));
      }
    }
    ledger.change(() -> client.get().updateEventSourceMapping(request.build()));
  }

  /** An empty text takes it off. */
  private static DestinationConfig kept(String destination) {
    return DestinationConfig.builder().onFailure(f -> f.destination(destination)).build();
  }

  void delete(String uuid) throws Exception {
    try {
      ledger.change(() -> client.get().deleteEventSourceMapping(r -> r.uuid(uuid)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }
}
