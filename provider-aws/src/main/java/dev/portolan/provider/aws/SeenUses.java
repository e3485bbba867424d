package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What there is of the queues and buckets that a function calls by itself.
 *
 * @param queues names of those that are there
 * @param buckets each as far as we may look
 */
record SeenUses(Set<String> queues, List<SeenBucket> buckets) {
  static SeenUses nothing() {
    return new SeenUses(Set.of(), List.of());
  }

  Optional<SeenBucket> bucket(String name) {
    return buckets.stream().filter(bucket -> bucket.name().equals(name)).findFirst();
  }
}
