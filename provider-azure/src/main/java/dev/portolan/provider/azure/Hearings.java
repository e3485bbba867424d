package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.ObjectKind;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.grid.Hearing;
import dev.portolan.provider.azure.grid.Telling;
import dev.portolan.provider.azure.wire.HttpRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps that have Event Grid tell a function of objects, once its site runs what is to be told,
 * and delete the event subscriptions that no function asks for any more, last of all. What is to be
 * deleted is known by what identities and settings remember, so a run that dies at any place leaves
 * none that calls a function which is gone.
 */
final class Hearings {
  static final String SERVICE = "Microsoft.EventGrid";

  private static final String MEMORY = "memory-of-objects";
  private static final String READ = "Microsoft.EventGrid/eventSubscriptions/read";
  private static final String ROLE =
      "have EventGrid EventSubscription Contributor or Contributor there";
  private static final int FORBIDDEN = 403;
  private static final String ENDED = "event-subscriptions";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final IdentityMemory memory;
  private final List<Hearing> beginning = new ArrayList<>();
  private final List<Hearing> unseen = new ArrayList<>();
  private final List<Hearing> ending = new ArrayList<>();

  Hearings(StepList list, Session session, Owner owner, Survey survey, Place place) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.memory = new IdentityMemory(session, owner, survey);
  }

  /** What a function shall be told by settings, each container's apart. */
  private List<Telling> tellings(String function, String site, Map<String, String> settings) {
    String called = place.id("Microsoft.Web/sites", site) + "/functions/" + Names.objects(function);
    List<Telling> all = new ArrayList<>();
    ObjectKind.types(settings)
        .forEach(
            (container, types) ->
                Hearing.of(place, owner, function, container)
                    .ifPresent(own -> all.add(new Telling(own, called, types))));
    return all;
  }

  /** The function's own event subscriptions, by settings. */
  List<Hearing> of(String function, Map<String, String> settings) {
    return tellings(function, "", settings).stream().map(Telling::own).toList();
  }

  /**
   * The tags by which a new identity remembers what its function is to be told of, and all that it
   * may be told of yet.
   */
  Map<String, String> memory(String function, Map<String, String> settings) {
    return IdentityMemory.tags(
        Stream.concat(remembered(function).stream(), of(function, settings).stream()).toList());
  }

  /**
   * Adds the step that has an identity which is there remember what its function is to be told of,
   * and what only the site's settings tell: those are about to be others.
   */
  void remember(String function, String site, Map<String, String> settings) {
    List<Hearing> untold =
        memory.untold(
            site,
            Stream.concat(of(function, settings).stream(), bySettings(function).stream()).toList());
    if (untold.isEmpty()) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    lane.add(
        Phase.STAGE,
        Change.UPDATE,
        MEMORY,
        "identity " + site + "'s memory of a container",
        "it is told of the objects of " + names(untold),
        List.of(lane.id(ReleaseSteps.MARK)),
        run -> memory.remember(site, untold));
  }

  /** Adds the steps by which a function is told what settings ask for, where it is not yet. */
  void add(String function, String site, Map<String, String> settings) throws Exception {
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    for (Telling each : tellings(function, site, settings)) {
      Optional<Map<String, ?>> told = look(each.own());
      Optional<String> why =
          told.isEmpty() ? Optional.of("there is none of its own") : each.difference(told.get());
      if (why.isPresent()) {
        beginning.add(each.own());
        lane.add(
            Phase.SETTLE,
            told.isEmpty() ? Change.CREATE : Change.UPDATE,
            step(each.own()),
            "event subscription " + each.own().name() + " of container " + each.own().bucket(),
            why.get(),
            List.of(
                lane.id(FunctionSteps.IDENTITY),
                lane.id(MEMORY),
                lane.id(ReleaseSteps.SITE),
                lane.id(ReleaseSteps.PUBLISH),
                lane.id(ReleaseSteps.PROVE),
                lane.id(ReleaseSteps.RECORD),
                ObjectSources.made(each.own().container())),
            run -> session.grid().put(run, each));
      }
    }
  }

  /** Within a function it is called as what makes the container is among what all share. */
  private static String step(Hearing own) {
    return ObjectSources.made(own.container());
  }

  /** What is there; none where we may not look, which {@link #allowed} refuses. */
  private Optional<Map<String, ?>> look(Hearing own) throws Exception {
    try {
      return session.grid().look(own);
    } catch (HttpRefused refused) {
      if (refused.status() != FORBIDDEN) {
        throw refused;
      }
      unseen.add(own);
      return Optional.empty();
    }
  }

  /** What a function is told of, or may be, as its identities and its site remember. */
  private Collection<Hearing> remembered(String function) {
    return memory.all(
        function, tags -> Hearing.remembered(place, owner, function, tags), bySettings(function));
  }

  private List<Hearing> bySettings(String function) {
    return of(function, survey.settings(function));
  }

  /** Adds the step that deletes what a function has, but for what settings ask for. */
  void retire(String function, String site, Map<String, String> settings) {
    List<Hearing> keeps = of(function, settings);
    List<Hearing> gone =
        remembered(function).stream().filter(each -> keeps.stream().noneMatch(each::is)).toList();
    if (gone.isEmpty()) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    List<String> after = new ArrayList<>(List.of(lane.id(ReleaseSteps.RECORD)));
    keeps.forEach(each -> after.add(lane.id(step(each))));
    ending.addAll(gone);
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        ENDED,
        what(gone),
        "it does not ask for " + names(gone),
        after,
        run -> {
          for (Hearing each : gone) {
            session.grid().delete(run, each);
            memory.forget(function, site, each);
          }
        });
  }

  /**
   * Adds the step that deletes all that a function has, before its site goes which they call.
   *
   * @return id of the step, if there is one
   */
  Optional<String> remove(StepList.Lane lane, String function, String why) {
    List<Hearing> gone = List.copyOf(remembered(function));
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
        List.of(),
        run -> {
          for (Hearing each : gone) {
            session.grid().delete(run, each);
          }
        });
    return Optional.of(lane.id(ENDED));
  }

  private static String what(List<Hearing> gone) {
    return "event subscription " + gone.get(0).name() + " of container " + names(gone);
  }

  private static String names(List<Hearing> all) {
    return String.join(" and ", all.stream().map(Hearing::bucket).toList());
  }

  /** Whether anything is made or changed, for which Event Grid must be registered. */
  boolean begins() {
    return !beginning.isEmpty();
  }

  /** Whether we may do what the steps do, at accounts of somebody else's. */
  void allowed(Preflight preflight) throws Exception {
    for (Hearing each : unseen) {
      preflight.mayNot(
          each.account(),
          READ,
          "by which the event subscription " + each.name() + " is looked at",
          ROLE);
    }
    for (Hearing each : beginning) {
      preflight.may(
          each.account(),
          "Microsoft.EventGrid/eventSubscriptions/write",
          "by which a function is told of the objects of " + each.bucket(),
          ROLE);
    }
    for (Hearing each : ending) {
      preflight.ends(
          each.account(),
          READ,
          "by which the event subscription " + each.name() + " is looked at before it goes",
          ROLE);
      preflight.ends(
          each.account(),
          "Microsoft.EventGrid/eventSubscriptions/delete",
          "by which the event subscription " + each.name() + " goes that no function asks for",
          ROLE);
    }
  }
}
