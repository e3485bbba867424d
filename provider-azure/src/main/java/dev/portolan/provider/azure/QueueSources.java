package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusEntity;
import dev.portolan.provider.azure.bus.BusKind;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.BusName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The queues that functions take from. */
final class QueueSources {
  private final SortedMap<String, BusEntity> queues;
  private final boolean create;

  private QueueSources(SortedMap<String, BusEntity> queues, boolean create) {
    this.queues = queues;
    this.create = create;
  }

  /** Looks at the queues, if any function has one. */
  static QueueSources look(
      Session session,
      BusCalls calls,
      List<Namespace> namespaces,
      Application application,
      Settings given)
      throws Exception {
    SortedMap<String, BusEntity> queues = new TreeMap<>();
    for (FunctionSpec function : application.functions()) {
      Optional<String> word = BusName.queue(function).map(Trigger.Queue::queue);
      if (word.isPresent() && !queues.containsKey(word.get())) {
        BusName name = BusName.of(word.get(), given);
        queues.put(word.get(), BusEntity.look(calls, BusKind.QUEUE, name, namespaces));
      }
    }
    return new QueueSources(queues, session.settings().createQueues());
  }

  private Optional<BusEntity> of(FunctionSpec function) {
    return BusName.queue(function).map(Trigger.Queue::queue).map(queues::get);
  }

  /** Puts the settings by which a function takes from its queue. */
  void put(FunctionSpec function, Map<String, String> settings) {
    of(function)
        .ifPresent(
            each -> {
              settings.put(BusConnection.QUEUE.entity(), each.name().entity());
              settings.put(BusConnection.QUEUE.host(), each.host());
              settings.put(BusConnection.QUEUE.id(), each.id());
            });
  }

  void check(String subscription, Obstacles obstacles) {
    for (BusEntity each : queues.values()) {
      if (BusSources.found(each, subscription, create, obstacles)) {
        String update = "az servicebus queue update " + each.arguments();
        BusSources.unheard(each.shown(), each.source(), each.another(), update, obstacles);
      }
    }
  }

  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusEntity each : queues.values()) {
      BusSources.makeable(each, preflight);
      boolean granted =
          all.stream()
              .filter(wanted -> of(wanted.spec()).filter(each::equals).isPresent())
              .allMatch(wanted -> BusSources.granted(wanted, BusConnection.QUEUE, survey));
      if (!granted) {
        preflight.may(
            BusSources.scope(each),
            BusSources.GRANT,
            "by which a function may take from the queue",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  void add(StepList list, Session session) {
    queues.values().forEach(each -> BusSources.make(list, session, each));
  }
}
