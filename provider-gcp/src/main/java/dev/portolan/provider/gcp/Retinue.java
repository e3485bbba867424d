package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.events.EventCheck;
import dev.portolan.provider.gcp.events.EventDeeds;
import dev.portolan.provider.gcp.events.EventSteps;
import dev.portolan.provider.gcp.events.EventSurvey;
import dev.portolan.provider.gcp.events.Forwards;
import dev.portolan.provider.gcp.events.SourceCalls;
import dev.portolan.provider.gcp.events.SourceSteps;
import dev.portolan.provider.gcp.events.Sources;
import dev.portolan.provider.gcp.events.StorageAgent;
import dev.portolan.provider.gcp.events.Subscription;
import dev.portolan.provider.gcp.events.Subscriptions;
import dev.portolan.provider.gcp.identity.Identity;
import dev.portolan.provider.gcp.identity.IdentitySteps;
import dev.portolan.provider.gcp.identity.IdentitySurvey;
import dev.portolan.provider.gcp.serving.InvokerSteps;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Shape;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What goes with services: the accounts that they run as, and what brings them their events. Each
 * account is there before its service and goes after it; events come when the service serves, and
 * end before it goes.
 */
final class Retinue {
  private final Owner owner;
  private final Place place;
  private final Sources sources;
  private final SourceCalls calls;
  private final StorageAgent agent;
  private final EventDeeds deeds;
  private final EventSurvey events;
  private final Forwards forwards;
  private final IdentitySurvey identities;
  private final IdentitySteps accounts;
  private final StepList list;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Identity> wanted = new TreeMap<>();
  private final Map<String, List<Subscription>> subscriptions = new TreeMap<>();

  private Retinue(Session session, Owner owner, List<Wanted> all, Survey survey, StepList list)
      throws Exception {
    this.owner = owner;
    this.place = session.place();
    this.list = list;
    SortedSet<String> named = new TreeSet<>();
    for (Seen seen : survey.seen().values()) {
      named.addAll(named(Optional.of(seen), revision -> true));
    }
    this.calls = session.sources();
    this.agent = session.storageAgent();
    this.sources = Sources.of(all, calls, session.database());
    for (Wanted each : all) {
      if (!each.hasOwnAccount()) {
        each.uses().forEach(right -> notes.add(unowned(each, right)));
      }
      if (each.face().open() && each.spec().deadLetter().isPresent()) {
        notes.add(anybody(each));
      }
      wanted.put(each.name(), Identity.of(each, place));
      subscriptions.put(each.name(), Subscriptions.of(each, place, sources));
    }
    this.identities =
        IdentitySurvey.of(owner, session.accounts(), session.policies(), wanted.values(), named);
    this.accounts = new IdentitySteps(list, owner, identities, session.identityDeeds(owner));
    List<Subscription> asked = subscriptions.values().stream().flatMap(List::stream).toList();
    this.events = EventSurvey.of(owner, session.events(), asked);
    this.forwards = Forwards.of(asked, events, calls, session.policies());
    this.deeds = session.eventDeeds(owner, events, forwards.topics());
  }

  /**
   * Looks at what there is.
   *
   * @param all the functions to deploy; none for a removal
   * @param list that the steps go to
   */
  static Retinue of(Session session, Owner owner, List<Wanted> all, Survey survey, StepList list)
      throws Exception {
    return new Retinue(session, owner, all, survey, list);
  }

  /** Tells what is not there or not ours, and adds what events come from where it may be made. */
  void check(boolean createTopics, boolean createBuckets, Obstacles obstacles) throws Exception {
    List<Subscription> all = subscriptions.values().stream().flatMap(List::stream).toList();
    identities.check(wanted.values(), obstacles);
    new EventCheck(owner, events).check(all, obstacles);
    forwards.check(obstacles);
    new SourceSteps(list, calls, sources).check(all, createTopics, createBuckets, obstacles);
    agent.check(all, events, obstacles).ifPresent(notes::add);
  }

  List<String> notes() {
    List<String> all = new ArrayList<>(identities.notes());
    all.addAll(events.notes());
    all.addAll(forwards.notes());
    all.addAll(notes);
    return all;
  }

  /** Gives a function its account; tells the ids of the steps before its staging. */
  List<String> prepare(Wanted function, List<String> after) {
    return accounts.add(wanted.get(function.name()), after);
  }

  /**
   * Takes away what a function's account no longer needs.
   *
   * @param going names of revisions that are deleted
   * @return the ids of the steps that those revisions must not go before
   */
  List<String> tidy(Wanted function, Optional<Seen> seen, Collection<String> going) {
    return accounts.tidy(
        wanted.get(function.name()), named(seen, revision -> !going.contains(revision)), List.of());
  }

  /**
   * Deletes the accounts that a function ran as before, when no revision does that stays.
   *
   * @param going names of revisions that are deleted
   */
  void retire(Wanted function, Optional<Seen> seen, Collection<String> going) {
    SortedSet<String> running = new TreeSet<>();
    seen.stream()
        .flatMap(each -> each.revisions().stream())
        .filter(each -> !going.contains(Seen.name(each)))
        .forEach(each -> running.add(each.getServiceAccount()));
    StepList.Lane lane = list.lane(Optional.of(function.name()), "");
    accounts.retire(
        wanted.get(function.name()),
        running,
        going.stream().map(name -> lane.id("revision/" + name)).toList());
  }

  /** Brings a function its events, once it serves, and ends those it no longer asks for. */
  void connect(Wanted function, Optional<Seen> seen) {
    List<Subscription> all = subscriptions.get(function.name());
    Optional<String> url = seen.map(each -> each.service().getUri()).filter(uri -> !uri.isEmpty());
    StepList.Lane lane = list.lane(Optional.of(function.name()), "");
    steps()
        .add(
            all,
            function.service(),
            url,
            List.of(lane.id(Staging.STEP), lane.id("traffic"), lane.id(InvokerSteps.OPEN)));
    steps().sweep(all, function.name(), "the function no longer asks for it", List.of());
  }

  /** The functions of which there is an account or a way for events. */
  SortedSet<String> functions() {
    SortedSet<String> functions = new TreeSet<>(identities.functions());
    functions.addAll(events.functions());
    return functions;
  }

  /**
   * Ends a function's events, and takes away all that its account may do.
   *
   * @return the ids of the steps before its deletion
   */
  List<String> dismiss(String function, String why) {
    List<String> ids = new ArrayList<>(steps().sweep(List.of(), function, why, List.of()));
    ids.addAll(accounts.strip(function, why));
    return ids;
  }

  /** Deletes a function's account, when nothing runs as it any more. */
  void bury(String function, String why, List<String> after) {
    accounts.delete(function, why, after);
  }

  /** What is granted to an account that is not ours is for others to say. */
  private static String unowned(Wanted function, Right right) {
    return "%s: runs as %s, which must itself have %s at %s %s"
        .formatted(
            function.name(),
            function.account(),
            right.role(),
            right.isTopic() ? "topic" : "bucket",
            right.name());
  }

  /** The adapter knows what brings an event by what it says of itself. */
  private static String anybody(Wanted function) {
    return "%s: anyone may call it, and so may fill its dead letters with events that it refuses: let a function of its own have its public HTTP"
        .formatted(function.name());
  }

  private EventSteps steps() {
    return new EventSteps(list, events, deeds, forwards);
  }

  /** The rights that revisions of a function need. */
  private SortedSet<String> named(Optional<Seen> seen, Predicate<String> revisions) {
    SortedSet<String> named = new TreeSet<>();
    seen.stream()
        .flatMap(each -> each.revisions().stream())
        .filter(each -> revisions.test(Seen.name(each)))
        .forEach(each -> named.addAll(Identity.rights(Shape.of(each), place)));
    return named;
  }
}
