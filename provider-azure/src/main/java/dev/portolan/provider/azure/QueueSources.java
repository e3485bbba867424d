package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusEntity;
import dev.portolan.provider.azure.bus.BusKind;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.DeadLetters;
import dev.portolan.provider.azure.config.SentTo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The queues that functions take from, and those that they send to. */
final class QueueSources {
  private final Application application;
  private final SortedMap<String, BusEntity> queues;
  private final boolean create;

  private QueueSources(
      Application application, SortedMap<String, BusEntity> queues, boolean create) {
    this.application = application;
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
      for (String word : BusName.queues(function).toList()) {
        if (!queues.containsKey(word)) {
          BusName name = BusName.of(word, given);
          queues.put(word, BusEntity.look(calls, BusKind.QUEUE, name, namespaces));
        }
      }
    }
    return new QueueSources(application, queues, session.settings().createQueues());
  }

  private Optional<BusEntity> of(FunctionSpec function) {
    return BusName.queue(function).map(Trigger.Queue::queue).map(queues::get);
  }

  private List<BusEntity> sent(FunctionSpec function) {
    return Stream.concat(SentTo.uses(function).map(Use::name), function.deadLetter().stream())
        .map(queues::get)
        .distinct()
        .toList();
  }

  /** Puts the settings by which a function takes from its queue, and sends to others. */
  void put(FunctionSpec function, Map<String, String> settings) {
    of(function)
        .ifPresent(
            each -> {
              settings.put(BusConnection.QUEUE.entity(), each.name().entity());
              settings.put(BusConnection.QUEUE.host(), each.host());
              settings.put(BusConnection.QUEUE.id(), each.id());
            });
    SentTo.uses(function)
        .forEach(
            use -> {
              BusEntity queue = queues.get(use.name());
              settings.put(use.variable(), address(queue));
            });
    function
        .deadLetter()
        .map(queues::get)
        .ifPresent(queue -> DeadLetters.put(address(queue), settings));
    SentTo.put(sent(function).stream().map(BusEntity::id).toList(), settings);
  }

  private static String address(BusEntity queue) {
    return "https://" + queue.host() + "/" + queue.name().entity();
  }

  void check(String subscription, Obstacles obstacles) {
    for (BusEntity each : queues.values()) {
      if (BusSources.found(each, subscription, create, obstacles)) {
        String update = "az servicebus queue update " + each.arguments();
        if (application.functions().stream().anyMatch(function -> of(function, each))) {
          BusSources.unheard(each.shown(), each.source(), each.another(), update, obstacles);
        }
        if (application.functions().stream().anyMatch(function -> sent(function).contains(each))) {
          shut(each, update, obstacles);
        }
        if (each.source().sessions()
            && application.functions().stream().anyMatch(function -> moved(function, each))) {
          obstacles.problem(
              Kind.UNSUPPORTED,
              each.shown(),
              "has sessions, and what fails of a topic comes without: Service Bus moves none there",
              each.another());
        }
      }
    }
  }

  /** Whether Service Bus moves what a function fails of a topic to a queue. */
  private boolean moved(FunctionSpec function, BusEntity queue) {
    return BusName.topic(function).isPresent()
        && function.deadLetter().map(queues::get).filter(queue::equals).isPresent();
  }

  private boolean of(FunctionSpec function, BusEntity queue) {
    return of(function).filter(queue::equals).isPresent();
  }

  /** Tells why nobody can send to a queue that is there. */
  private static void shut(BusEntity queue, String update, Obstacles obstacles) {
    queue
        .closed()
        .ifPresent(
            status ->
                obstacles.problem(
                    Kind.UNSUPPORTED,
                    queue.shown(),
                    "is " + status + ", and takes no message",
                    queue.another() + ", or run '" + update + " --status Active'"));
  }

  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusEntity each : queues.values()) {
      BusSources.makeable(each, preflight);
      boolean taken = all.stream().allMatch(to -> Right.TAKE.isHeld(to, each.id(), survey));
      boolean sent = all.stream().allMatch(to -> Right.SEND.isHeld(to, each.id(), survey));
      if (!taken || !sent) {
        preflight.may(
            BusSources.scope(each),
            BusSources.GRANT,
            "by which a function may " + (taken ? "send to" : "take from") + " the queue",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  void add(StepList list, Session session) {
    queues.values().forEach(each -> BusSources.make(list, session, each));
  }
}
