package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Place;
import java.util.List;
import java.util.SortedMap;

/** What is everybody's that functions take from, send to and hear of. */
record Sources(BusSources bus, ObjectSources objects, TableSources tables, KafkaSources kafka) {
  /** Looks at what functions name. */
  static Sources look(
      Session session, Owner owner, Place place, Application application, Settings given)
      throws Exception {
    return new Sources(
        BusSources.look(session, owner, place, application, given),
        ObjectSources.look(session, application, given),
        TableSources.look(session, owner, place, application, given),
        new KafkaSources(owner, place));
  }

  /** The settings by which a function does. */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = bus.settings(function);
    all.putAll(objects.settings(function));
    all.putAll(tables.settings(function));
    all.putAll(kafka.settings(function));
    return all;
  }

  /** Tells what is not there, and what cannot be taken from or heard of. */
  void check(String subscription, Survey survey, Obstacles obstacles) {
    bus.check(subscription, obstacles);
    objects.check(subscription, survey, obstacles);
    tables.check(subscription, obstacles);
  }

  /** Whether we may do what is done there, which may be in a group of somebody else's. */
  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    bus.allowed(all, survey, preflight);
    objects.allowed(all, survey, preflight);
    tables.allowed(preflight);
  }

  /** Adds the steps that make what is missing. */
  void add(StepList list, Session session) {
    bus.add(list, session);
    objects.add(list, session);
    tables.add(list, session);
  }
}
