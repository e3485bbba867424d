package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.core.util.BinaryData;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Served;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** From what is there to what shall be: what functions share, then each function. */
final class DeployPlan {
  private static final List<String> SERVICES =
      List.of("Microsoft.Web", "Microsoft.Storage", "Microsoft.ManagedIdentity");

  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final String account;
  private final List<Wanted> all;
  private final Sources sources;
  private final List<String> notes = new ArrayList<>();
  private final Obstacles obstacles = new Obstacles();
  private final StepList list = new StepList();
  private final RetiredRoles retired;
  private final EventSteps events;

  /**
   * A plan.
   *
   * @param place with its location, or without one if nothing names it
   * @param account name of the storage account
   */
  DeployPlan(
      Session session,
      Owner owner,
      Survey survey,
      Place place,
      String account,
      List<Wanted> all,
      Sources sources) {
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.account = account;
    this.all = all;
    this.sources = sources;
    this.retired = new RetiredRoles(list, session, owner, survey);
    this.events = EventSteps.of(list, session, owner, survey, place);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The functions that steps are for. */
  List<String> functions() {
    List<String> names = new ArrayList<>(all.stream().map(Wanted::name).toList());
    if (session.settings().prune()) {
      names.addAll(others());
    }
    return names;
  }

  List<Step> steps() throws Exception {
    strangers();
    moved();
    sources.check(place.subscription(), survey, obstacles);
    obstacles.refuse();
    SecretAccess secrets = SecretAccess.look(session, all);
    Preflight others = new Preflight(session.access(), place, obstacles);
    sources.allowed(all, survey, others);
    for (Wanted wanted : all) {
      secrets.check(wanted, survey, others, obstacles, notes);
    }
    obstacles.refuse();
    notes.addAll(others.notes());
    SiteDeeds deeds = session.deeds(owner);
    SharedSteps shared = new SharedSteps(list, session, owner, survey, place, account);
    HostAccounts hosts = new HostAccounts(list, session, owner, survey, place);
    Shelf shelf = new Shelf(list, session, owner, survey, account);
    FunctionSteps functions =
        new FunctionSteps(list, session, owner, survey, place, hosts, secrets, events);
    ReleaseSteps releases =
        new ReleaseSteps(list, session, owner, place, functions, hosts, shelf, deeds);
    shared.add();
    sources.add(list, session);
    for (Wanted wanted : all) {
      Optional<Live> live = Optional.ofNullable(survey.live().get(wanted.name()));
      ReleaseSteps.Aim aim =
          new ReleaseSteps.Aim(
              wanted.name(),
              wanted.site(),
              wanted.account(),
              wanted.release(),
              () -> BinaryData.fromFile(wanted.content()),
              wanted.settings().probe(),
              wanted.settings().keepPackages());
      releases.begin(aim, live);
      functions.around(wanted, sources.bus().subscription(wanted.spec()), deeds);
      shelf.keep(wanted);
      releases.add(
          aim,
          live,
          record ->
              retired.add(
                  wanted,
                  hosts.id(wanted.name(), wanted.account()),
                  role -> functions.asks(wanted, role),
                  record));
      Served served = live.map(Live::served).orElse(Served.parse(""));
      List<String> kept =
          served.with(wanted.release().version(), wanted.settings().keepPackages()).versions();
      events.behind(
          wanted.name(),
          wanted.site(),
          wanted.release().settings(),
          () -> shelf.settings(wanted.name(), kept));
      shelf.sweep(wanted.name(), kept);
    }
    prune();
    notes.addAll(events.subscribing().notes());
    for (Wanted wanted : all) {
      notes.addAll(sources.kafka().notes(wanted, survey.settings(wanted.name())));
    }
    all.forEach(each -> notes.addAll(Caveats.of(each)));
    return allowed(list.steps());
  }

  /** What has one of our names, and is somebody else's. */
  private void strangers() {
    survey
        .group()
        .filter(group -> session.settings().resourceGroup().isEmpty())
        .filter(group -> !Ownership.owns(owner, group.tags()))
        .ifPresent(
            group ->
                stranger(
                    Ownership.stranger("resource group " + place.resourceGroup(), group.tags())));
    if (survey.account().isEmpty()) {
      stranger("storage account", survey.accounts(), account);
    }
    for (Wanted wanted : all) {
      stranger("identity", survey.identities(), wanted.site());
      stranger("plan", survey.plans(), wanted.site());
      stranger("site", survey.sites(), wanted.site());
      if (survey.host(wanted.name()).isEmpty()) {
        Survey.named(survey.accounts(), wanted.account())
            .ifPresent(
                each ->
                    stranger(
                        "storage account " + each.name() + " is not " + wanted.name() + "'s own"));
      }
    }
  }

  /** Azure renames neither sites nor accounts, and what is in the one is not in the other. */
  private void moved() {
    Optional<String> named = session.settings().storageAccount();
    Optional<String> has = survey.account().map(Resource::name);
    if (named.isPresent() && has.isPresent() && !named.equals(has)) {
      renamed("storageAccount", owner + " has storage account " + has.get(), has.get());
    }
    for (Wanted wanted : all) {
      Live live = survey.live().get(wanted.name());
      if (live != null && !live.name().equalsIgnoreCase(wanted.site())) {
        renamed("siteName", wanted.name() + " is deployed as site " + live.name(), live.name());
      }
      String hosted = survey.host(wanted.name()).map(Resource::name).orElse(wanted.account());
      if (!hosted.equals(wanted.account())) {
        renamed("hostAccount", wanted.name() + " has storage account " + hosted, hosted);
      } else if (live != null && live.isElsewhere(hosted)) {
        String other = live.account();
        moved(
            "hostAccount",
            wanted.name() + " runs from storage account " + other,
            "destroy what is deployed first, or deploy to another stage");
      }
    }
  }

  private void renamed(String setting, String what, String name) {
    moved(setting, what, "set it to " + name + ", or destroy what is deployed first");
  }

  private void moved(String setting, String what, String hint) {
    obstacles.problem(
        Kind.INVALID_CONFIGURATION,
        "portolan.azure." + setting,
        what + ", which cannot be changed",
        hint);
  }

  private void stranger(String kind, List<? extends Resource> there, String name) {
    Survey.named(there, name)
        .filter(each -> !survey.ours(each))
        .ifPresent(each -> stranger(Ownership.stranger(kind + " " + name, each.tags())));
  }

  private void stranger(String told) {
    obstacles.stranger(Ownership.refusal(owner, List.of(told)));
  }

  /** Refuses what Azure would refuse, and lets services be registered first where they may. */
  private List<Step> allowed(List<Step> steps) throws Exception {
    if (steps.isEmpty()) {
      return steps;
    }
    Preflight preflight = new Preflight(session.access(), place, obstacles);
    boolean register = session.settings().registerProviders();
    SortedSet<String> missing = new TreeSet<>();
    boolean made = all.stream().anyMatch(this::made);
    if ((made || events.hearings().begins()) && preflight.subscription()) {
      missing.addAll(preflight.registrations(services(made), register));
    }
    if (made) {
      located(preflight);
      names(preflight);
    }
    preflight.permissions(steps, survey.group().isPresent());
    for (String scope : retired.scopes()) {
      preflight.withdraws(scope);
    }
    events.allowed(preflight);
    obstacles.refuse();
    notes.addAll(preflight.notes());
    return session.registered(steps, missing);
  }

  /** What the subscription must be registered for. */
  private List<String> services(boolean made) {
    List<String> services = new ArrayList<>(made ? SERVICES : List.of());
    if (events.hearings().begins()) {
      services.add(Hearings.SERVICE);
    }
    return services;
  }

  /** Whether a site is to be made, or made to run another Java. */
  private boolean made(Wanted wanted) {
    Live live = survey.live().get(wanted.name());
    return live == null || !live.runs(wanted.release().runtime());
  }

  private void located(Preflight preflight) throws Exception {
    if (place.location().isEmpty()) {
      obstacles.problem(
          Kind.INVALID_CONFIGURATION,
          "portolan.azure.location",
          "nothing names the region",
          "set it, as in westeurope, or AZURE_LOCATION");
    } else {
      preflight.offered(session.settings().runtime());
    }
  }

  private void names(Preflight preflight) throws Exception {
    if (survey.account().isEmpty()) {
      preflight.account(account, "storageAccount", () -> session.accounts(owner).taken(account));
    }
    for (Wanted wanted : all) {
      if (!survey.live().containsKey(wanted.name())) {
        preflight.site(wanted.site());
      }
      if (survey.host(wanted.name()).isEmpty()) {
        String own = wanted.account();
        preflight.account(own, "hostAccount", () -> session.accounts(owner).taken(own));
      }
    }
  }

  private void prune() throws Exception {
    Collection<String> others = others();
    if (session.settings().prune()) {
      Removal removal = new Removal(list, session, owner, survey, place, events);
      for (String function : others) {
        removal.function(function, "the project no longer has it");
        removal.kept(function);
      }
      return;
    }
    for (String function : others) {
      notes.add(
          function
              + " is no longer in the project and "
              + (survey.live().containsKey(function) ? "still serves" : "has left something")
              + "; portolan.azure.prune=true deletes it");
    }
  }

  /** Functions that the project no longer has. */
  private SortedSet<String> others() {
    SortedSet<String> others = survey.functions();
    if (session.settings().deleteStorage()) {
      others.addAll(survey.hosted());
    }
    all.forEach(wanted -> others.remove(wanted.name()));
    return others;
  }
}
