package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Place;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** The steps for what is a function's own at what brings it events. */
record EventSteps(Subscribing subscribing, Hearings hearings, Leasing leasing) {
  static EventSteps of(StepList list, Session session, Owner owner, Survey survey, Place place) {
    return new EventSteps(
        new Subscribing(list, session, owner, survey, place),
        new Hearings(list, session, owner, survey, place),
        new Leasing(list, session, owner, survey, place));
  }

  /** The tags by which a new identity remembers all of it. */
  SortedMap<String, String> memory(String function, String site, Map<String, String> settings) {
    SortedMap<String, String> all =
        new TreeMap<>(subscribing.memory(function, subscribing.of(function, settings)));
    all.putAll(hearings.memory(function, settings));
    all.putAll(leasing.memory(function, site, settings));
    return all;
  }

  /**
   * Adds the steps that come behind a release of a function.
   *
   * @param kept the settings of the releases that can be gone back to
   */
  void behind(
      String function,
      String site,
      Map<String, String> settings,
      Callable<List<Map<String, String>>> kept)
      throws Exception {
    subscribing.retire(function, site, settings);
    hearings.add(function, site, settings);
    hearings.retire(function, site, settings);
    leasing.retire(function, site, settings, kept);
  }

  /** Whether we may do what the steps do, at what is somebody else's. */
  void allowed(Preflight preflight) throws Exception {
    subscribing.allowed(preflight);
    hearings.allowed(preflight);
    leasing.allowed(preflight);
  }
}
