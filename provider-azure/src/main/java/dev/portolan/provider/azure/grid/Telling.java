package dev.portolan.provider.azure.grid;

import dev.portolan.provider.azure.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an event subscription shall do. How often and how long Event Grid tries, where it puts what
 * it gives up, how much it hands over at once, and labels are as somebody has said them.
 *
 * @param function resource id of the function that is called
 * @param types of the events that it is called with
 */
public record Telling(Hearing own, String function, SortedSet<String> types) {
  private static final String STATE = "provisioningState";

  /** What is somebody's to say. */
  private static final List<String> THEIRS =
      List.of(
          "retryPolicy",
          "deadLetterDestination",
          "deadLetterWithResourceIdentity",
          "labels",
          "expirationTimeUtc",
          "eventDeliverySchema");

  /**
   * As one is made, also in the place of one that could not be: to make it is to say all of it.
   *
   * @param now properties of the one that is there; empty if there is none
   */
  Map<String, Object> created(Map<String, ?> now) {
    Map<String, Object> all = new TreeMap<>(Map.of("eventDeliverySchema", "CloudEventSchemaV1_0"));
    for (String each : THEIRS) {
      if (now.get(each) != null) {
        all.put(each, now.get(each));
      }
    }
    all.putAll(changed(now));
    return Map.of("properties", all);
  }

  /**
   * As one that is there is changed.
   *
   * @param now its properties
   */
  Map<String, Object> changed(Map<String, ?> now) {
    return Map.of("destination", destination(now), "filter", filter());
  }

  /** What is called; how many events at once, and with what besides, as it calls it already. */
  private Map<String, Object> destination(Map<String, ?> now) {
    Map<String, Object> all = new TreeMap<>(Map.of("maxEventsPerBatch", 1));
    if (calls(now)) {
      all.putAll(Json.object(Json.object(now, "destination"), "properties"));
      all.values().removeIf(Objects::isNull);
    }
    all.put("resourceId", function);
    return Map.of("endpointType", "AzureFunction", "properties", all);
  }

  private boolean calls(Map<String, ?> now) {
    return Json.text(Json.object(Json.object(now, "destination"), "properties"), "resourceId")
        .equalsIgnoreCase(function);
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
   * at: the adapter reads both.
   *
   * @param told its properties
   */
  public Optional<String> difference(Map<String, ?> told) {
    if (!Json.text(told, STATE).equalsIgnoreCase("Succeeded")) {
      return Optional.of("it is " + Json.text(told, STATE));
    }
    Map<String, ?> filter = Json.object(told, "filter");
    SortedSet<String> other = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    other.addAll(Json.texts(filter, "includedEventTypes"));
    SortedSet<String> asked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    asked.addAll(types);
    if (!calls(told)) {
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
