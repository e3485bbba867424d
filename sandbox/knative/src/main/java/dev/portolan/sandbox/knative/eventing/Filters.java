package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Which events a Trigger takes. {@code filters} take the place of {@code filter}. Expressions in
 * CloudEvents SQL are not evaluated: they take nothing. Source: knative.dev "Event filtering",
 * CloudEvents subscriptions API.
 */
final class Filters {
  private Filters() {}

  static boolean take(JsonNode triggerSpec, Event event) {
    JsonNode filters = triggerSpec.path("filters");
    if (!filters.isEmpty()) {
      return all(filters, event);
    }
    return attributes(
        triggerSpec.path("filter").path("attributes"),
        event,
        (wanted, value) -> wanted.isEmpty() || wanted.equals(value));
  }

  private static boolean all(JsonNode filters, Event event) {
    for (JsonNode filter : filters) {
      if (!one(filter, event)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(JsonNode filters, Event event) {
    for (JsonNode filter : filters) {
      if (one(filter, event)) {
        return true;
      }
    }
    return filters.isEmpty();
  }

  private static boolean one(JsonNode filter, Event event) {
    return attributes(filter.path("exact"), event, String::equals)
        && attributes(filter.path("prefix"), event, (wanted, value) -> value.startsWith(wanted))
        && attributes(filter.path("suffix"), event, (wanted, value) -> value.endsWith(wanted))
        && all(filter.path("all"), event)
        && any(filter.path("any"), event)
        && (!filter.has("not") || !one(filter.path("not"), event))
        && filter.path("cesql").asText("").isEmpty();
  }

  private static boolean attributes(
      JsonNode wanted, Event event, BiPredicate<String, String> fits) {
    for (Map.Entry<String, JsonNode> each : Json.fields(wanted)) {
      if (!event.attributes().containsKey(each.getKey())
          || !fits.test(each.getValue().asText(), event.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
