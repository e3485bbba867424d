package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.BusTopic;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The topics that functions take from, each by a subscription of its own. */
final class TopicSources {
  private static final String WRITE = "Microsoft.ServiceBus/namespaces/topics/write";
  static final String SUBSCRIBE = "Microsoft.ServiceBus/namespaces/topics/subscriptions/write";

  /**
   * Tells people and the plan which types a function asks for. Nothing reads it: the adapter has
   * them from the descriptor in the package. Others are another configuration by this, which a plan
   * tells by its name, whether or not the package is another.
   */
  private static final String TYPES = "PORTOLAN_TOPIC_TYPES";

  private final SortedMap<String, BusTopic> topics;
  private final SortedMap<String, Subscribed> subscriptions;
  private final boolean create;

  /** A function's subscription, and what was found of it. */
  private record Subscribed(BusTopic topic, Subscription subscription, BusSource source) {}

  private TopicSources(
      SortedMap<String, BusTopic> topics,
      SortedMap<String, Subscribed> subscriptions,
      boolean create) {
    this.topics = topics;
    this.subscriptions = subscriptions;
    this.create = create;
  }

  /** Looks at the topics and the functions' subscriptions, if any function has one. */
  static TopicSources look(
      Session session,
      BusCalls calls,
      List<Namespace> namespaces,
      Owner owner,
      Place place,
      Application application,
      Settings given)
      throws Exception {
    SortedMap<String, BusTopic> topics = new TreeMap<>();
    SortedMap<String, Subscribed> subscriptions = new TreeMap<>();
    for (FunctionSpec function : application.functions()) {
      Optional<String> word = BusName.topic(function).map(Trigger.Topic::topic);
      if (word.isPresent()) {
        if (!topics.containsKey(word.get())) {
          topics.put(word.get(), seen(calls, BusName.of(word.get(), given), namespaces));
        }
        BusTopic topic = topics.get(word.get());
        String name = Subscribing.name(place, owner, function.name());
        Subscription own = Subscription.of(topic.id(), name);
        BusSource source = topic.there() ? new BusSource(calls.look(own.id())) : BusSource.none();
        subscriptions.put(function.name(), new Subscribed(topic, own, source));
      }
    }
    return new TopicSources(topics, subscriptions, session.settings().createTopics());
  }

  private static BusTopic seen(BusCalls calls, BusName name, List<Namespace> namespaces)
      throws Exception {
    Optional<Namespace> namespace = BusSources.named(namespaces, name);
    if (namespace.isEmpty()) {
      return new BusTopic(name, namespace, Optional.empty(), false);
    }
    Optional<Map<String, ?>> told = calls.look(namespace.get().topic(name.entity()));
    boolean taken = told.isEmpty() && calls.look(namespace.get().queue(name.entity())).isPresent();
    return new BusTopic(name, namespace, told, taken);
  }

  /** Puts the settings by which a function takes from its subscription. */
  void put(FunctionSpec function, Map<String, String> settings) {
    Subscribed own = subscriptions.get(function.name());
    if (own != null) {
      BusName name = own.topic().name();
      SortedSet<String> types = new TreeSet<>(BusName.topic(function).orElseThrow().types());
      if (!types.isEmpty()) {
        settings.put(TYPES, String.join(", ", types));
      }
      settings.put(BusConnection.TOPIC.entity(), name.entity());
      settings.put(BusConnection.TOPIC.subscription(), own.subscription().name());
      settings.put(BusConnection.TOPIC.host(), own.topic().host());
      settings.put(BusConnection.TOPIC.id(), own.subscription().id());
      if (!name.word().equals(name.entity())) {
        settings.put(Names.VARIABLE, name.word() + "=" + name.entity());
      }
    }
  }

  boolean isSubscribed(FunctionSpec function) {
    Subscribed own = subscriptions.get(function.name());
    return own != null && own.source().there();
  }

  void check(String subscription, Obstacles obstacles) {
    for (BusTopic each : topics.values()) {
      BusName name = each.name();
      String where = "topic " + name.entity();
      String other = "name another with portolan.azure.names." + name.word();
      if (each.namespace().isEmpty()) {
        BusSources.nowhere(where, name, subscription, obstacles);
        continue;
      }
      String group = each.namespace().get().group();
      String named =
          "--name %s --namespace-name %s --resource-group %s"
              .formatted(name.entity(), name.namespace(), group);
      if (!each.namespace().get().hasTopics()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            where,
            "Service Bus namespace %s is of the tier Basic, which has no topics"
                .formatted(name.namespace()),
            "run 'az servicebus namespace update --sku Standard --name %s --resource-group %s', or"
                    .concat(" ")
                    .formatted(name.namespace(), group)
                + other);
      } else if (each.taken()) {
        BusSources.taken(where, "queue", name, other, obstacles);
      } else if (!each.there() && !create) {
        obstacles.problem(
            Kind.NOT_FOUND,
            where,
            "there is none in Service Bus namespace %s of resource group %s"
                .formatted(name.namespace(), group),
            "run 'az servicebus topic create %s', %s, or set portolan.azure.createTopics=true"
                .formatted(named, other));
      } else if (each.closed().isPresent()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            where,
            "is " + each.closed().get() + ", and takes no event",
            other + ", or run 'az servicebus topic update --status Active " + named + "'");
      }
    }
    subscriptions.forEach((function, own) -> own(function, own, obstacles));
  }

  /** One of our name that somebody has made, or changed, so that nothing comes of it. */
  private static void own(String function, Subscribed own, Obstacles obstacles) {
    if (own.source().there()) {
      BusName topic = own.topic().name();
      String command =
          "az servicebus topic subscription %s --name "
              + own.subscription().name()
              + " --topic-name %s --namespace-name %s --resource-group %s"
                  .formatted(
                      topic.entity(),
                      topic.namespace(),
                      own.topic().namespace().orElseThrow().group());
      BusSources.unheard(
          function + "'s subscription " + own.subscription().name(),
          own.source(),
          "run '" + command.formatted("delete") + "' and it is made anew",
          command.formatted("update"),
          obstacles);
    }
  }

  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusTopic each : topics.values()) {
      String scope = each.there() ? each.id() : each.namespace().orElseThrow().id();
      if (!each.there()) {
        preflight.may(
            scope,
            WRITE,
            "by which the topic is made",
            "have Azure Service Bus Data Owner or Contributor there, or make it by hand");
      }
      List<Wanted> own =
          all.stream()
              .filter(wanted -> subscriptions.containsKey(wanted.name()))
              .filter(wanted -> subscriptions.get(wanted.name()).topic().equals(each))
              .toList();
      if (!own.stream().allMatch(wanted -> isSubscribed(wanted.spec()))) {
        preflight.may(
            scope,
            SUBSCRIBE,
            "by which a function subscribes to the topic",
            "have Azure Service Bus Data Owner or Contributor there");
      }
      if (!own.stream()
          .allMatch(wanted -> BusSources.granted(wanted, BusConnection.TOPIC, survey))) {
        preflight.may(
            scope,
            "Microsoft.Authorization/roleAssignments/write",
            "by which a function may take from its subscription",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  void add(StepList list, Session session) {
    for (BusTopic each : topics.values()) {
      if (!each.there()) {
        BusSources.make(list, session, each.id(), "topic", each.name(), "createTopics");
      }
    }
  }
}
