package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusQueue;
import dev.portolan.provider.azure.bus.BusSource;
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
  private static final String WRITE = "Microsoft.ServiceBus/namespaces/queues/write";

  private final SortedMap<String, BusQueue> queues;
  private final boolean create;

  private QueueSources(SortedMap<String, BusQueue> queues, boolean create) {
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
    SortedMap<String, BusQueue> queues = new TreeMap<>();
    for (FunctionSpec function : application.functions()) {
      Optional<String> word = BusName.queue(function).map(Trigger.Queue::queue);
      if (word.isPresent() && !queues.containsKey(word.get())) {
        queues.put(word.get(), seen(calls, BusName.of(word.get(), given), namespaces));
      }
    }
    return new QueueSources(queues, session.settings().createQueues());
  }

  private static BusQueue seen(BusCalls calls, BusName name, List<Namespace> namespaces)
      throws Exception {
    Optional<Namespace> namespace = BusSources.named(namespaces, name);
    if (namespace.isEmpty()) {
      return new BusQueue(name, namespace, BusSource.none(), false);
    }
    BusSource source = new BusSource(calls.look(namespace.get().queue(name.entity())));
    boolean taken =
        !source.there()
            && namespace.get().hasTopics()
            && calls.look(namespace.get().topic(name.entity())).isPresent();
    return new BusQueue(name, namespace, source, taken);
  }

  private Optional<BusQueue> of(FunctionSpec function) {
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
    for (BusQueue each : queues.values()) {
      BusName name = each.name();
      String where = "queue " + name.entity();
      String other = "name another with portolan.azure.names." + name.word();
      if (each.namespace().isEmpty()) {
        BusSources.nowhere(where, name, subscription, obstacles);
        continue;
      }
      String group = each.namespace().get().group();
      String named =
          "--name %s --namespace-name %s --resource-group %s"
              .formatted(name.entity(), name.namespace(), group);
      if (each.taken()) {
        BusSources.taken(where, "topic", name, other, obstacles);
      } else if (!each.there() && !create) {
        obstacles.problem(
            Kind.NOT_FOUND,
            where,
            "there is none in Service Bus namespace %s of resource group %s"
                .formatted(name.namespace(), group),
            "run 'az servicebus queue create %s', %s, or set portolan.azure.createQueues=true"
                .formatted(named, other));
      } else {
        BusSources.unheard(
            where, each.source(), other, "az servicebus queue update " + named, obstacles);
      }
    }
  }

  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusQueue each : queues.values()) {
      if (!each.there()) {
        preflight.may(
            each.namespace().orElseThrow().id(),
            WRITE,
            "by which the queue is made",
            "have Azure Service Bus Data Owner or Contributor there, or make it by hand");
      }
      boolean granted =
          all.stream()
              .filter(wanted -> of(wanted.spec()).filter(each::equals).isPresent())
              .allMatch(wanted -> BusSources.granted(wanted, BusConnection.QUEUE, survey));
      if (!granted) {
        preflight.may(
            each.there() ? each.id() : each.namespace().orElseThrow().id(),
            "Microsoft.Authorization/roleAssignments/write",
            "by which a function may take from the queue",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  void add(StepList list, Session session) {
    for (BusQueue each : queues.values()) {
      if (!each.there()) {
        BusSources.make(list, session, each.id(), "queue", each.name(), "createQueues");
      }
    }
  }
}
