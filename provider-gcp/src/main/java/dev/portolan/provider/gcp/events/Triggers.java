package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The triggers of a project, wherever they are, and those of one region's functions among them. */
final class Triggers {
  private final Place place;
  private final SortedMap<String, Trigger> all = new TreeMap<>();
  private final Map<String, String> wanted = new TreeMap<>();

  /**
   * None yet.
   *
   * @param wanted those that functions shall have: such a one is no other function's, though its
   *     label still says so
   */
  Triggers(Place place, Collection<Subscription> wanted) {
    this.place = place;
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        this.wanted.put(EventTrigger.place(trigger.trigger()), trigger.function());
      }
    }
  }

  void put(Trigger trigger) {
    all.put(EventTrigger.place(trigger), trigger);
  }

  Optional<Trigger> find(EventTrigger wanted) {
    return Optional.ofNullable(all.get(EventTrigger.place(wanted.trigger())));
  }

  /** Those of the same name in other places. */
  List<Trigger> elsewhere(EventTrigger wanted) {
    return all.values().stream()
        .filter(each -> Place.last(each.getName()).equals(wanted.id()))
        .filter(each -> !EventTrigger.place(each).equals(EventTrigger.place(wanted.trigger())))
        .toList();
  }

  /** Those that lead to services of our region; an owner may have functions in several. */
  List<Trigger> here() {
    return all.values().stream()
        .filter(
            each ->
                each.getDestination().hasCloudRun()
                    ? each.getDestination().getCloudRun().getRegion().equals(place.region())
                    : EventTrigger.location(each).equals(place.region()))
        .toList();
  }

  /** The function that a trigger is for. */
  String function(Trigger trigger) {
    return wanted.getOrDefault(
        EventTrigger.place(trigger), Ownership.function(trigger.getLabelsMap()));
  }
}
