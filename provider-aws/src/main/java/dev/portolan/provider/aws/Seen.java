package dev.portolan.provider.aws;

import java.util.Map;
import java.util.Optional;

/**
 * What the cloud holds of one wanted function and what it shares with others.
 *
 * @param logRetention days to keep; absent when there is no log group
 */
record Seen(
    Optional<SeenRole> role,
    Optional<Optional<Integer>> logRetention,
    Optional<SeenFunction> function,
    Optional<SeenApi> api) {
  static Seen nothing() {
    return new Seen(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Seen withoutApi() {
    return new Seen(role, logRetention, function, Optional.empty());
  }

  /** The tags by which an edit since our last deployment is told from a change of the project. */
  Map<String, String> tags() {
    return function.map(SeenFunction::tags).orElse(Map.of());
  }
}
