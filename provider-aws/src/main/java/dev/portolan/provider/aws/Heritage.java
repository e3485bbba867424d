package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/**
 * What a new mapping of a queue or a table has of those that give way to it, which end after it is
 * there.
 *
 * @param enabled whether it takes at once
 * @param uuid of the mapping whose settings it has, as far as these are not ours
 */
record Heritage(boolean enabled, Optional<String> uuid) {
  /** Nothing gives way to it. */
  static Heritage none() {
    return new Heritage(true, Optional.empty());
  }

  /**
   * What is left by old mappings.
   *
   * @param same whether one takes from the same as the new one, the latest by its source's ARN
   */
  static Heritage of(List<SeenMapping> old, Predicate<SeenMapping> same) {
    return new Heritage(
        old.stream().noneMatch(SeenMapping::stopped),
        old.stream()
            .filter(same)
            .max(Comparator.comparing(SeenMapping::source))
            .map(SeenMapping::uuid));
  }

  /** Has a mapping that is to be made be as the old one is, where nothing of ours is said. */
  static void take(
      GetEventSourceMappingResponse old,
      WantedMapping wanted,
      CreateEventSourceMappingRequest.Builder request) {
    if (old.filterCriteriaError() != null) {
      throw DeployException.of(
          DeployException.Kind.PERMISSION_DENIED,
          "the filter of event source mapping "
              + old.uuid()
              + " cannot be read: "
              + old.filterCriteriaError().message(),
          "allow kms:Decrypt with its key to who deploys: a new mapping is to filter as it does");
    }
    request
        .batchSize(old.batchSize())
        .filterCriteria(old.filterCriteria())
        .kmsKeyArn(old.kmsKeyArn())
        .maximumBatchingWindowInSeconds(old.maximumBatchingWindowInSeconds())
        .tumblingWindowInSeconds(old.tumblingWindowInSeconds())
        .parallelizationFactor(old.parallelizationFactor())
        .maximumRecordAgeInSeconds(old.maximumRecordAgeInSeconds())
        .metricsConfig(old.metricsConfig());
    if (old.maximumRetryAttempts() != null && old.maximumRetryAttempts() >= 0) {
      request.maximumRetryAttempts(old.maximumRetryAttempts());
    }
    if (!wanted.decides()) {
      request.destinationConfig(old.destinationConfig());
    }
  }
}
