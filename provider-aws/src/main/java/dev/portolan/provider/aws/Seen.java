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
    Optional<SeenApi> api,
    SeenEvents events,
    SeenUses uses) {
  Seen(
      Optional<SeenRole> role,
      Optional<Optional<Integer>> logRetention,
      Optional<SeenFunction> function,
      Optional<SeenApi> api) {
    this(role, logRetention, function, api, SeenEvents.nothing(), SeenUses.nothing());
  }

  static Seen nothing() {
    return new Seen(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Seen withEvents(SeenEvents found) {
    return new Seen(role, logRetention, function, api, found, uses);
  }

  Seen withUses(SeenUses found) {
    return new Seen(role, logRetention, function, api, events, found);
  }

  /** Whether the function is gone, and not by our own doing: what it had besides is still there. */
  boolean bereft() {
    return function.isEmpty() && (role.isPresent() || logRetention.isPresent());
  }

  Seen withoutApi() {
    return new Seen(role, logRetention, function, Optional.empty(), events, uses);
  }

  /** The tags by which an edit since our last deployment is told from a change of the project. */
  Map<String, String> tags() {
    return function.map(SeenFunction::tags).orElse(Map.of());
  }
}
