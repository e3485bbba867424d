package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.DeadLetters;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.SentTo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The steps that make the functions' own subscriptions, and delete those that no function has any
 * more, last of all. What is to be deleted is known by what identities and settings remember, so a
 * run that dies at any place leaves no subscription that nobody takes from, which would fill its
 * topic until nothing more can be published.
 */
final class Subscribing {
  static final String MEMORY = "memory";
  static final String SUBSCRIPTION = "subscription";

  private static final String ENDED = "subscriptions";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final IdentityMemory memory;
  private final List<Subscription> ending = new ArrayList<>();
  private final Set<String> notes = new TreeSet<>();

  Subscribing(StepList list, Session session, Owner owner, Survey survey, Place place) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.memory = new IdentityMemory(session, owner, survey);
  }

  /** What a function's subscriptions are called, whatever they are to. */
  static String name(Place place, Owner owner, String function) {
    return Names.subscription(place, owner, function);
  }

  /** The function's own subscription, if its settings take from a topic by that. */
  Optional<Subscription> of(String function, Map<String, String> settings) {
    return BusConnection.TOPIC
        .id(settings)
        .flatMap(id -> Subscription.parse(place, name(place, owner, function), id));
  }

  /** What a person should know: settings may have been changed to take by somebody else's. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The tags by which a new identity remembers what its function is to subscribe to, and all that
   * it may be subscribed to yet.
   */
  Map<String, String> memory(String function, Optional<Subscription> own) {
    return IdentityMemory.tags(Stream.concat(remembered(function).stream(), own.stream()).toList());
  }

  /**
   * Adds the step that has an identity which is there remember what its function is to subscribe
   * to, and what only the site's settings tell: those are about to be others.
   *
   * @return ids of the steps
   */
  List<String> remember(String function, String site, Optional<Subscription> own) {
    List<Subscription> untold =
        memory.untold(site, Stream.concat(own.stream(), bySettings(function).stream()).toList());
    if (untold.isEmpty()) {
      return List.of();
    }
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    lane.add(
        Phase.STAGE,
        Change.UPDATE,
        MEMORY,
        "identity " + site + "'s memory of a topic",
        "it subscribes to " + names(untold),
        List.of(lane.id(ReleaseSteps.MARK)),
        run -> memory.remember(site, untold));
    return List.of(lane.id(MEMORY));
  }

  /**
   * Adds the step that makes a subscription which is not there, or has it lead what fails too often
   * to where that shall go. Where nothing is asked for, what we had it lead to ends, and what
   * somebody else said stays: what we said is in the settings of the release that serves.
   *
   * @param source as it was found
   * @param settings of the release that takes by it
   * @return id of the step, if there is one
   */
  Optional<String> add(
      String function,
      String site,
      Subscription own,
      BusSource source,
      Map<String, String> settings) {
    Optional<String> queue = DeadLetters.queue(settings);
    Optional<String> before = led(survey, function);
    if (source.there() && source.stays(queue, before)) {
      if (!source.leadsTo(queue)) {
        notes.add(
            "%s's subscription %s leads what fails to %s, which its project has not said, and that stays"
                .formatted(function, own.name(), source.deadLetters().orElse("")));
      }
      return Optional.empty();
    }
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    List<String> after = new ArrayList<>();
    after.addAll(
        List.of(lane.id(FunctionSteps.IDENTITY), lane.id(MEMORY), BusSources.made(own.topic())));
    SentTo.ids(settings).map(BusSources::made).forEach(after::add);
    String what = "subscription " + own.name() + " to topic " + Place.last(own.topic());
    if (source.there()) {
      String why =
          "dead letters to: "
              + source.deadLetters().orElse("its own")
              + " → "
              + queue.orElse("its own");
      lane.add(
          Phase.STAGE,
          Change.UPDATE,
          SUBSCRIPTION,
          what,
          why,
          after,
          run -> session.bus().lead(own, queue, before));
    } else {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          SUBSCRIPTION,
          what,
          "there is none of its own",
          after,
          run -> session.bus().create(own, queue));
    }
    return Optional.of(lane.id(SUBSCRIPTION));
  }

  /** Where the release that serves has its subscription lead what fails; empty for nowhere. */
  static Optional<String> led(Survey survey, String function) {
    return DeadLetters.queue(survey.settings(function));
  }

  /** What a function subscribes to, or may, as its identities and its site remember. */
  private Collection<Subscription> remembered(String function) {
    String name = name(place, owner, function);
    return memory.all(
        function,
        tags -> Subscription.remembered(place, name, tags),
        bySettings(function).stream().toList());
  }

  /** What its site takes by, if that is its own. */
  private Optional<Subscription> bySettings(String function) {
    Map<String, String> settings = survey.settings(function);
    Optional<Subscription> own = of(function, settings);
    if (own.isEmpty()) {
      BusConnection.TOPIC
          .id(settings)
          .ifPresent(
              id ->
                  notes.add(
                      "%s's setting %s names %s, which is no subscription of its own, and stays"
                          .formatted(function, BusConnection.TOPIC.id(), id)));
    }
    return own;
  }

  /** Whether any function of the owner's remembers one. */
  static boolean any(Survey survey) {
    return survey.identities().stream()
        .filter(survey::ours)
        .anyMatch(each -> Subscription.isRemembered(each.tags()));
  }

  /** Adds the step that deletes what a function is subscribed to, but for what a release is. */
  void retire(String function, String site, Map<String, String> settings) {
    Optional<Subscription> keeps = of(function, settings);
    List<Subscription> gone =
        remembered(function).stream()
            .filter(each -> keeps.filter(kept -> kept.is(each.id())).isEmpty())
            .toList();
    if (!gone.isEmpty()) {
      StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
      ending.addAll(gone);
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          ENDED,
          what(gone),
          "it does not ask for " + topics(gone),
          List.of(lane.id(RetiredRoles.ROLES), lane.id(ReleaseSteps.RECORD)),
          run -> {
            for (Subscription each : gone) {
              session.bus().delete(each);
              memory.forget(function, site, each);
            }
          });
    }
  }

  /** Whether a function's site alone tells of any, so that it must not go first. */
  boolean isToldBySiteAlone(String function) {
    return bySettings(function).filter(each -> memory.isUnknown(function, each)).isPresent();
  }

  /**
   * Adds the step that deletes all that a function is subscribed to; its identity, which remembers
   * it, goes after it.
   *
   * @return id of the step, if there is one
   */
  Optional<String> remove(StepList.Lane lane, String function, String why, List<String> after) {
    List<Subscription> gone = List.copyOf(remembered(function));
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    ending.addAll(gone);
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        ENDED,
        what(gone),
        why,
        after,
        run -> {
          for (Subscription each : gone) {
            session.bus().delete(each);
          }
        });
    return Optional.of(lane.id(ENDED));
  }

  private static String what(List<Subscription> gone) {
    return "subscription " + gone.get(0).name() + " to " + topics(gone);
  }

  private static String topics(List<Subscription> gone) {
    return "topic " + names(gone);
  }

  private static String names(List<Subscription> all) {
    return String.join(" and ", all.stream().map(each -> Place.last(each.topic())).toList());
  }

  /** Whether we may delete those that steps delete. */
  void allowed(Preflight preflight) throws Exception {
    for (Subscription each : ending) {
      preflight.ends(
          each.topic(),
          "Microsoft.ServiceBus/namespaces/topics/subscriptions/delete",
          "by which the subscription " + each.name() + " goes that no function takes from",
          "have Azure Service Bus Data Owner or Contributor there");
    }
  }
}
