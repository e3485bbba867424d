package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.core.util.BinaryData;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.AzureSettings;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.FunctionSettings;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.errors.AzureErrors;
import dev.portolan.provider.azure.packing.Clashes;
import dev.portolan.provider.azure.packing.Slice;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.Served;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Deploys to Azure. Who we are, what is there, what differs; the steps do the rest. */
final class AzureDeployer implements Deployer {
  private final Settings given;
  private final AzureSettings settings;
  private final Session session;

  AzureDeployer(Settings given, Surroundings surroundings, Transports transports) {
    this.given = given;
    this.settings = AzureSettings.from(given);
    this.session = new Session(settings, surroundings, transports);
  }

  @Override
  public Target target() throws Exception {
    return session.target();
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    Owner owner = application.owner();
    boolean roles =
        settings.prune()
            || application.functions().stream()
                .anyMatch(spec -> !FunctionSettings.from(spec, given).roles().isEmpty());
    Lens lens = new Lens(session, owner);
    Survey seen = lens.whole();
    boolean elsewhere = roles || readsSecrets(application, seen) || reaches(application, seen);
    Survey survey = elsewhere ? lens.thorough(seen) : seen;
    Place place = located(owner, survey);
    Sources sources = Sources.look(session, owner, place, application, given);
    List<Wanted> all = new ArrayList<>();
    Path slices = artifact.file().resolveSibling("slices");
    for (FunctionSpec spec : application.functions()) {
      FunctionSettings own = FunctionSettings.from(spec, given);
      String site = own.siteName().orElseGet(() -> Names.site(place, owner, spec.name()));
      Slice slice = Slice.of(artifact.file(), spec, own, slices);
      String host =
          own.hostAccount().orElseGet(() -> HostAccounts.name(survey, place, owner, spec.name()));
      all.add(
          Wanted.of(
              spec,
              own,
              site,
              host,
              slice,
              sources.settings(spec),
              artifact.sha256(),
              settings.runtime()));
    }
    DeployPlan plan =
        new DeployPlan(session, owner, survey, place, account(owner, survey), all, sources);
    List<Step> steps = plan.steps();
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(Clashes.notes(application.bundle()));
    return new Plan(
        Plan.Goal.DEPLOY,
        owner,
        session.target(),
        plan.functions(),
        steps,
        notes,
        survey.deployed());
  }

  /** Secrets may be in a group of their own, and so may roles at them: those of before too. */
  private boolean readsSecrets(Application application, Survey survey) {
    return application.functions().stream()
            .anyMatch(spec -> FunctionSettings.from(spec, given).readsSecrets(spec))
        || survey.live().values().stream()
            .anyMatch(live -> live.settings().containsKey("PORTOLAN_SECRET_KEYS"));
  }

  /**
   * Queues, topics and buckets are in a group of their own, and so are roles at them: those of
   * before too, and of a run that was killed before it took them away.
   */
  private static boolean reaches(Application application, Survey survey) {
    return application.functions().stream()
            .anyMatch(spec -> BusName.any(spec) || !spec.uses().isEmpty())
        || Subscribing.any(survey)
        || survey.live().values().stream()
            .anyMatch(live -> Right.any(live.settings()) || live.served().pending().isPresent());
  }

  /** Whether settings are of what has a role outside its own group. */
  private static boolean grantsElsewhere(Map<String, String> settings) {
    return Right.any(settings) || settings.containsKey("PORTOLAN_SECRET_KEYS");
  }

  /** The place, with the location that a setting names, or the group's own. */
  private Place located(Owner owner, Survey survey) {
    Place place = session.place(owner);
    String location =
        settings
            .location()
            .or(() -> survey.group().map(group -> group.location()))
            .orElse(place.location());
    return new Place(place.subscription(), place.resourceGroup(), location);
  }

  private String account(Owner owner, Survey survey) {
    return survey
        .account()
        .map(Resource::name)
        .or(settings::storageAccount)
        .orElseGet(() -> Names.storageAccount(session.place(owner), owner));
  }

  @Override
  public Plan planRemoval(Owner owner) throws Exception {
    Lens lens = new Lens(session, owner);
    Survey survey = lens.thorough(lens.whole());
    Place place = located(owner, survey);
    StepList list = new StepList();
    EventSteps events = EventSteps.of(list, session, owner, survey, place);
    Removal removal = new Removal(list, session, owner, survey, place, events);
    SortedSet<String> all = survey.functions();
    all.addAll(survey.hosted());
    for (String function : all) {
      removal.function(function, "asked for");
    }
    removal.shared();
    SortedSet<String> functions = survey.functions();
    list.steps().forEach(step -> step.function().ifPresent(functions::add));
    List<String> notes = new ArrayList<>(removal.notes());
    notes.addAll(events.subscribing().notes());
    if (!list.steps().isEmpty()) {
      Obstacles obstacles = new Obstacles();
      Preflight preflight = new Preflight(session.access(), place, obstacles);
      preflight.permissions(list.steps(), survey.group().isPresent());
      events.allowed(preflight);
      obstacles.refuse();
      notes.addAll(preflight.notes());
    }
    return new Plan(
        Plan.Goal.DESTROY, owner, session.target(), List.copyOf(functions), list.steps(), notes);
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    Lens lens = new Lens(session, owner);
    Survey seen = lens.whole();
    Live live = live(seen, owner, function);
    String target = Rollback.target(live, version);
    IdentityInner identity =
        seen.identity(live.name())
            .orElseThrow(
                () ->
                    DeployException.of(
                        Kind.NOT_FOUND,
                        "identity " + live.name() + " is gone, whom " + function + " acts as",
                        "deploy the function, which makes it anew"));
    Place place = located(owner, seen);
    StepList list = new StepList();
    Shelf shelf = new Shelf(list, session, owner, seen, account(owner, seen));
    Release release =
        shelf
            .kept(function, target)
            .orElseThrow(
                () ->
                    DeployException.of(
                        Kind.NOT_FOUND,
                        target + " of " + function + " is no longer kept",
                        "deploy the function again"));
    BinaryData content = shelf.content(function, release);
    SecretAccess secrets = SecretAccess.look(session, release);
    List<RoleGrant> grants = new ArrayList<>(Right.grants(release.settings()));
    if (FunctionSettings.grantsSecrets(given)) {
      grants.addAll(secrets.grants(release));
    }
    List<Map<String, String>> before = new ArrayList<>(shelf.halfway(live));
    before.add(live.settings());
    boolean elsewhere =
        !grants.isEmpty() || before.stream().anyMatch(AzureDeployer::grantsElsewhere);
    Survey survey = elsewhere ? lens.thorough(seen) : seen;
    HostAccounts hosts = new HostAccounts(list, session, owner, survey, place);
    EventSteps events = EventSteps.of(list, session, owner, survey, place);
    FunctionSteps functions =
        new FunctionSteps(list, session, owner, survey, place, hosts, secrets, events);
    Optional<Subscription> own = events.subscribing().of(function, release.settings());
    Optional<EarlierTopic> topic = Optional.empty();
    Obstacles obstacles = new Obstacles();
    Preflight preflight = new Preflight(session.access(), place, obstacles);
    EarlierObjects.look(
            session, events.hearings().of(function, release.settings()), release.settings())
        .forEach(each -> each.check(obstacles));
    events.leasing().check(release.settings(), obstacles);
    obstacles.refuse();
    if (own.isPresent()) {
      topic = Optional.of(EarlierTopic.look(session, own.get()));
      topic.get().check(function, obstacles);
      obstacles.refuse();
      topic.get().allowed("" + identity.principalId(), survey, preflight);
    }
    BusSource source = topic.map(EarlierTopic::source).orElse(BusSource.none());
    functions.again(function, live.name(), release, source, grants);
    new ReleaseSteps(list, session, owner, place, functions, hosts, shelf, session.deeds(owner))
        .add(
            new ReleaseSteps.Aim(
                function,
                live.name(),
                HostAccounts.name(survey, place, owner, function),
                release,
                () -> content,
                FunctionSettings.probes(given),
                Served.MOST),
            Optional.of(live),
            record ->
                new RetiredRoles(list, session, owner, survey)
                    .add(
                        function,
                        live.name(),
                        before,
                        release,
                        FunctionSettings.grantsSecrets(given),
                        record));
    List<String> kept = live.served().with(target, Served.MOST).versions();
    events.behind(function, live.name(), release.settings(), () -> shelf.settings(function, kept));
    events.allowed(preflight);
    SortedSet<String> missing =
        events.hearings().begins()
            ? preflight.registrations(List.of(Hearings.SERVICE), settings.registerProviders())
            : new TreeSet<>();
    obstacles.refuse();
    List<String> notes = new ArrayList<>(events.subscribing().notes());
    notes.addAll(preflight.notes());
    return new Plan(
        Plan.Goal.ROLLBACK,
        owner,
        session.target(),
        List.of(function),
        session.registered(list.steps(), missing),
        notes,
        List.of(live.deployed()));
  }

  @Override
  public List<Deployed> find(Owner owner) throws Exception {
    return new Lens(session, owner).glimpse().deployed();
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) throws Exception {
    Live live = live(new Lens(session, owner).glimpse(), owner, function);
    return session.invoking(owner).invoke(live, payload);
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink) {
    throw DeployException.of(
        Kind.UNSUPPORTED,
        "Azure keeps no logs of a function on Flex Consumption but in Application Insights",
        "give the function the variable APPLICATIONINSIGHTS_CONNECTION_STRING, and read them"
            + " there");
  }

  @Override
  public Failure classify(Throwable failure) {
    return session.registering()
        ? AzureErrors.classifyWhileRegistering(failure)
        : AzureErrors.classify(failure);
  }

  @Override
  public CallCount calls() {
    return session.calls();
  }

  @Override
  public void close() {
    // no connection is held open
  }

  private Live live(Survey survey, Owner owner, String function) {
    return Optional.ofNullable(survey.live().get(function))
        .orElseThrow(
            () ->
                DeployException.of(
                    Kind.NOT_FOUND,
                    "%s has no function '%s' in resource group %s"
                        .formatted(owner, function, session.resourceGroup(owner)),
                    "deploy it first"));
  }
}
