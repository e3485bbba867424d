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
import dev.portolan.provider.azure.bus.BusEntity;
import dev.portolan.provider.azure.bus.BusKind;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.DeadLetters;
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
  static final String SUBSCRIBE = "Microsoft.ServiceBus/namespaces/topics/subscriptions/write";

  /**
   * Tells people and the plan which types a function asks for. Nothing reads it: the adapter has
   * them from the descriptor in the package. Others are another configuration by this, which a plan
   * tells by its name, whether or not the package is another.
   */
  private static final String TYPES = "PORTOLAN_TOPIC_TYPES";

  private final SortedMap<String, BusEntity> topics;
  private final SortedMap<String, Subscribed> subscriptions;
  private final boolean create;

  /** A function's subscription, and what was found of it. */
  private record Subscribed(BusEntity topic, Subscription subscription, BusSource source) {}

  private TopicSources(
      SortedMap<String, BusEntity> topics,
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
    SortedMap<String, BusEntity> topics = new TreeMap<>();
    SortedMap<String, Subscribed> subscriptions = new TreeMap<>();
    for (FunctionSpec function : application.functions()) {
      Optional<String> word = BusName.topic(function).map(Trigger.Topic::topic);
      if (word.isPresent()) {
        if (!topics.containsKey(word.get())) {
          BusName called = BusName.of(word.get(), given);
          topics.put(word.get(), BusEntity.look(calls, BusKind.TOPIC, called, namespaces));
        }
        BusEntity topic = topics.get(word.get());
        String name = Subscribing.name(place, owner, function.name());
        Subscription own = Subscription.of(topic.id(), name);
        BusSource source = topic.there() ? new BusSource(calls.look(own.id())) : BusSource.none();
        subscriptions.put(function.name(), new Subscribed(topic, own, source));
      }
    }
    return new TopicSources(topics, subscriptions, session.settings().createTopics());
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

  /** What was found of a function's subscription. */
  BusSource source(FunctionSpec function) {
    Subscribed own = subscriptions.get(function.name());
    return own == null ? BusSource.none() : own.source();
  }

  /** Whether it is there, and where it leads what fails stays. */
  private boolean isAsWanted(Wanted wanted, Survey survey) {
    BusSource source = source(wanted.spec());
    return source.there()
        && source.stays(
            DeadLetters.queue(wanted.release().settings()), Subscribing.led(survey, wanted.name()));
  }

  void check(String subscription, Obstacles obstacles) {
    for (BusEntity each : topics.values()) {
      if (BusSources.found(each, subscription, create, obstacles) && each.closed().isPresent()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            each.shown(),
            "is " + each.closed().get() + ", and takes no event",
            each.another()
                + ", or run 'az servicebus topic update --status Active "
                + each.arguments()
                + "'");
      }
    }
    subscriptions.forEach(
        (function, own) ->
            BusSources.unheard(function, own.subscription(), own.source(), obstacles));
  }

  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusEntity each : topics.values()) {
      BusSources.makeable(each, preflight);
      String scope = BusSources.scope(each);
      List<Wanted> own =
          all.stream()
              .filter(wanted -> subscriptions.containsKey(wanted.name()))
              .filter(wanted -> subscriptions.get(wanted.name()).topic().equals(each))
              .toList();
      if (!own.stream().allMatch(wanted -> isAsWanted(wanted, survey))) {
        preflight.may(
            scope,
            SUBSCRIBE,
            "by which a function subscribes to the topic",
            "have Azure Service Bus Data Owner or Contributor there");
      }
      if (!own.stream().allMatch(wanted -> Right.HEAR.isHeld(wanted, survey))) {
        preflight.may(
            scope,
            BusSources.GRANT,
            "by which a function may take from its subscription",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  void add(StepList list, Session session) {
    topics.values().forEach(each -> BusSources.make(list, session, each));
  }
}
