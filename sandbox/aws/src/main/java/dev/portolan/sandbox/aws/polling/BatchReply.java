package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.aws.runtime.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a batch comes again, as the function's answer says. What cannot be understood is said of
 * all.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success
 *     and failure conditions</a>
 */
final class BatchReply {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILURES = "batchItemFailures";

  private BatchReply() {}

  /**
   * The ids of those that come again.
   *
   * @param read whether the mapping has the answer read at all
   */
  static Set<String> again(Outcome outcome, boolean read, Collection<String> ids) {
    return named(outcome, read, ids).orElseGet(() -> new LinkedHashSet<>(ids));
  }

  /** The ids that the answer names; nothing if the function failed as a whole. */
  static Optional<Set<String>> named(Outcome outcome, boolean read, Collection<String> ids) {
    if (outcome.throttled() || outcome.error().isPresent()) {
      return Optional.empty();
    }
    if (!read || outcome.payload().length == 0) {
      return Optional.of(Set.of());
    }
    JsonNode reply;
    try {
      reply = JSON.readTree(outcome.payload());
    } catch (IOException e) {
      return Optional.empty();
    }
    if (reply.isNull() || reply.isObject() && !reply.hasNonNull(FAILURES)) {
      return Optional.of(Set.of());
    }
    if (!reply.path(FAILURES).isArray()) {
      return Optional.empty();
    }
    Set<String> named = new LinkedHashSet<>();
    for (JsonNode failure : reply.path(FAILURES)) {
      String id = failure.path("itemIdentifier").asText();
      if (!ids.contains(id)) {
        return Optional.empty();
      }
      named.add(id);
    }
    return Optional.of(named);
  }
}
