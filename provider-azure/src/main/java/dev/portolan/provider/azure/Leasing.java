package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.TableConnection;
import dev.portolan.provider.azure.cosmos.CosmosAccount;
import dev.portolan.provider.azure.cosmos.DataRight;
import dev.portolan.provider.azure.cosmos.Leases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The steps that let a function's host read the changes of a container of Cosmos DB and keep how
 * far it has come in a container of its own, and take both away when no function asks for them any
 * more, last of all. What is to be taken away is known by what identities and settings remember, so
 * a run that dies at any place leaves nothing behind.
 */
final class Leasing {
  private static final String MEMORY = "memory-of-leases";
  private static final String CONTAINER = "leases";
  private static final String ENDED = "leases-and-rights";
  private static final String CONTAINERS =
      "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/";
  private static final String HINT =
      "have DocumentDB Account Contributor or Contributor there, which both may";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final IdentityMemory memory;
  private final RecordRights rights;
  private final Beginnings beginnings;
  private final Set<String> making = new TreeSet<>();
  private final Set<String> deleting = new TreeSet<>();

  Leasing(StepList list, Session session, Owner owner, Survey survey, Place place) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.memory = new IdentityMemory(session, owner, survey);
    this.rights = new RecordRights(session, survey);
    this.beginnings = new Beginnings(survey, session.now());
  }

  /** The function's own leases, if its settings have it hear of a container. */
  private Optional<Leases> of(String function, Map<String, String> settings) {
    return TableConnection.id(settings)
        .flatMap(table -> Leases.of(place, Names.leases(place, owner, function), table));
  }

  private List<Leases> all(String function, Map<String, String> settings) {
    return of(function, settings).stream().toList();
  }

  /** The tags by which a new identity remembers its leases, and all that may be there yet. */
  Map<String, String> memory(String function, String site, Map<String, String> settings) {
    Map<String, String> tags =
        IdentityMemory.tags(
            Stream.concat(remembered(function).stream(), all(function, settings).stream())
                .toList());
    tags.putAll(begins(function, site, settings));
    return tags;
  }

  /** From when on a function hears of records, if its settings have it hear of any. */
  Optional<String> since(String function, String site, Map<String, String> settings) {
    return begins(function, site, settings).values().stream().findFirst();
  }

  private Map<String, String> begins(String function, String site, Map<String, String> settings) {
    return of(function, settings)
        .map(own -> beginnings.of(own, TableConnection.id(settings).orElseThrow(), function, site))
        .orElse(Map.of());
  }

  /**
   * Adds the steps that have an identity which is there remember its leases, make them, and give it
   * the rights that its host needs, as far as these are missing.
   *
   * @return ids of the steps
   */
  List<String> add(String function, String site, Map<String, String> settings) throws Exception {
    List<String> ids = new ArrayList<>(remember(function, site, settings));
    Optional<Leases> own = of(function, settings);
    if (own.isEmpty()) {
      return ids;
    }
    StepList.Lane lane = list.lane(Optional.of(function), DataRight.lane(own.get().id()));
    String table = TableConnection.id(settings).orElseThrow();
    if (!session.cosmos().isThere(own.get().id())) {
      making.add(own.get().account());
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          CONTAINER,
          "leases " + own.get().shown(),
          "there are none of its own",
          List.of(
              lane.id(FunctionSteps.IDENTITY),
              lane.id(MEMORY),
              TableSources.made(own.get().database())),
          run -> session.cosmos().createContainer(run, own.get().id()));
      ids.add(lane.id(CONTAINER));
    }
    List<String> after =
        List.of(
            lane.id(FunctionSteps.IDENTITY),
            lane.id(MEMORY),
            lane.id(CONTAINER),
            TableSources.made(table));
    rights.read(lane, site, table, after).ifPresent(ids::add);
    rights.write(lane, site, own.get().id(), after).ifPresent(ids::add);
    return ids;
  }

  private List<String> remember(String function, String site, Map<String, String> settings) {
    List<Leases> untold =
        memory.untold(
            site,
            Stream.concat(all(function, settings).stream(), bySettings(function).stream())
                .toList());
    Map<String, String> tags = IdentityMemory.tags(untold);
    Map<String, String> begins = begins(function, site, settings);
    if (beginnings.isUntold(site, begins)) {
      tags.putAll(begins);
    }
    if (tags.isEmpty()) {
      return List.of();
    }
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    lane.add(
        Phase.STAGE,
        Change.UPDATE,
        MEMORY,
        "identity " + site + "'s memory of its leases",
        untold.isEmpty() ? "it hears of another container" : "it has " + names(untold),
        List.of(lane.id(ReleaseSteps.MARK)),
        run -> memory.remember(site, tags));
    return List.of(lane.id(MEMORY));
  }

  /** What a function has, or may have, as its identities and its site remember. */
  private Collection<Leases> remembered(String function) {
    String name = Names.leases(place, owner, function);
    return memory.all(function, tags -> Leases.remembered(place, name, tags), bySettings(function));
  }

  private List<Leases> bySettings(String function) {
    return all(function, survey.settings(function));
  }

  /**
   * Adds the step that takes away what a function has, but for what settings ask for. Rights go at
   * once; leases stay for as long as a release is kept that needs them: going back to it without
   * them, all that was written in between would be lost.
   *
   * @param kept the settings of those releases, looked at where there may be any to keep
   */
  void retire(
      String function,
      String site,
      Map<String, String> settings,
      Callable<List<Map<String, String>>> kept)
      throws Exception {
    Optional<Leases> own = of(function, settings);
    Collection<Leases> all = remembered(function);
    List<Leases> over = all.stream().filter(each -> own.filter(each::is).isEmpty()).toList();
    if (!over.isEmpty()) {
      List<Leases> needed =
          kept.call().stream().flatMap(each -> of(function, each).stream()).toList();
      over = over.stream().filter(each -> needed.stream().noneMatch(each::is)).toList();
    }
    List<DataRight.Held> gone =
        rights.gone(function, all, rights.of(site, TableConnection.id(settings), own));
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    end(
        lane,
        "it does not ask for them",
        gone,
        over,
        List.of(lane.id(RetiredRoles.ROLES), lane.id(ReleaseSteps.RECORD)),
        each -> memory.forget(function, site, each));
  }

  /** Whether a function's site alone tells of any, so that it must not go first. */
  boolean isToldBySiteAlone(String function) {
    return bySettings(function).stream().anyMatch(each -> memory.isUnknown(function, each));
  }

  /**
   * Adds the step that takes away all that a function has; its identity, which remembers it, goes
   * after it.
   *
   * @return id of the step, if there is one
   */
  Optional<String> remove(StepList.Lane lane, String function, String why, List<String> after)
      throws Exception {
    List<Leases> all = List.copyOf(remembered(function));
    List<DataRight.Held> gone = rights.gone(function, all, List.of());
    return end(lane, why, gone, all, after, each -> {});
  }

  /** Is told of leases that are gone. */
  @FunctionalInterface
  private interface Forgetting {
    void forget(Leases each) throws Exception;
  }

  private Optional<String> end(
      StepList.Lane lane,
      String why,
      List<DataRight.Held> gone,
      List<Leases> over,
      List<String> after,
      Forgetting forgetting) {
    if (gone.isEmpty() && over.isEmpty()) {
      return Optional.empty();
    }
    rights.withdraw(gone);
    over.forEach(each -> deleting.add(each.account()));
    String first =
        Stream.concat(
                gone.stream().map(DataRight.Held::account), over.stream().map(Leases::account))
            .findFirst()
            .orElseThrow();
    StepList.Lane own = list.lane(lane.function(), DataRight.lane(first));
    own.add(
        Phase.SWEEP,
        Change.DELETE,
        ENDED,
        over.isEmpty() ? gone.size() + " rights to records" : "leases " + names(over),
        why,
        after,
        run -> {
          for (DataRight.Held each : gone) {
            session.cosmos().delete(run, each.id());
          }
          for (Leases each : over) {
            session.cosmos().delete(run, each.id());
            forgetting.forget(each);
          }
        });
    return Optional.of(lane.id(ENDED));
  }

  private static String names(List<Leases> all) {
    return String.join(" and ", all.stream().map(Leases::shown).toList());
  }

  /** Tells why nothing would come of going back to settings. */
  void check(Map<String, String> settings, Obstacles obstacles) throws Exception {
    Optional<String> table = TableConnection.id(settings);
    if (table.isPresent() && !session.cosmos().isThere(table.get())) {
      obstacles.problem(
          Kind.NOT_FOUND,
          CosmosAccount.shown(Place.last(DataRight.account(table.get())), Place.last(table.get())),
          "the release hears of its records, and it is gone",
          "make it again, or deploy the function with another");
    }
  }

  /** Whether we may do what the steps do, at accounts of somebody else's. */
  void allowed(Preflight preflight) throws Exception {
    for (String each : making) {
      preflight.may(each, CONTAINERS + "write", "by which a function's leases are made", HINT);
    }
    rights.allowed(preflight, HINT);
    for (String each : deleting) {
      preflight.ends(
          each, CONTAINERS + "delete", "by which leases go that no function asks for", HINT);
    }
  }
}
