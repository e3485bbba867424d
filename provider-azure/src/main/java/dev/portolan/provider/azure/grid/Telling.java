package dev.portolan.provider.azure.grid;

import dev.portolan.provider.azure.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an event subscription shall do. How often and how long Event Grid tries, where it puts what
 * it gives up, and labels are as somebody has said them.
 *
 * @param function resource id of the function that is called
 * @param types of the events that it is called with
 */
public record Telling(Hearing own, String function, SortedSet<String> types) {
  private static final String STATE = "provisioningState";

  /** As a new one is made. */
  Map<String, Object> created() {
    return Map.of(
        "properties",
        Map.of(
            "destination",
            destination(),
            "filter",
            filter(),
            "eventDeliverySchema",
            "CloudEventSchemaV1_0"));
  }

  /** As one that is there is changed. */
  Map<String, Object> changed() {
    return Map.of("destination", destination(), "filter", filter());
  }

  private Map<String, Object> destination() {
    return Map.of(
        "endpointType",
        "AzureFunction",
        "properties",
        Map.of("resourceId", function, "maxEventsPerBatch", 1));
  }

  private Map<String, Object> filter() {
    return Map.of(
        "subjectBeginsWith",
        own.subject(),
        "subjectEndsWith",
        "",
        "includedEventTypes",
        List.copyOf(types),
        "advancedFilters",
        List.of());
  }

  /**
   * In what one differs from this, in a few words; empty if it does not. The schema is not looked
   * at: it cannot be changed, and the adapter reads both.
   *
   * @param told its properties
   */
  public Optional<String> difference(Map<String, ?> told) {
    if (!Json.text(told, STATE).equalsIgnoreCase("Succeeded")) {
      return Optional.of("it is " + Json.text(told, STATE));
    }
    Map<String, ?> filter = Json.object(told, "filter");
    Map<String, ?> destination = Json.object(told, "destination");
    SortedSet<String> other = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    other.addAll(Json.texts(filter, "includedEventTypes"));
    SortedSet<String> asked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    asked.addAll(types);
    if (!Json.text(Json.object(destination, "properties"), "resourceId")
        .equalsIgnoreCase(function)) {
      return Optional.of("it calls another function");
    }
    if (!asked.equals(other)) {
      return Optional.of("it tells of " + (other.isEmpty() ? "all" : String.join(" and ", other)));
    }
    boolean narrow =
        !Json.text(filter, "subjectBeginsWith").equals(own.subject())
            || !Json.text(filter, "subjectEndsWith").isEmpty()
            || !Json.objects(filter, "advancedFilters").isEmpty();
    return narrow ? Optional.of("it tells of other objects") : Optional.empty();
  }

  /** Whether one was to be made and is not, so that it must be made from the beginning. */
  static boolean isBroken(Map<String, ?> told) {
    return Json.text(told, STATE).matches("(?i)Failed|Canceled");
  }

  /** What Event Grid is doing with one just now; empty if nothing. */
  static Optional<String> busy(Map<String, ?> told) {
    return Optional.of(Json.text(told, STATE))
        .filter(state -> state.matches("(?i)Creating|Updating|Deleting"));
  }
}
