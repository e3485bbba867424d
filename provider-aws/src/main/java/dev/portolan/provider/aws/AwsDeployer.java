package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** Deploys to Lambda. Who we are, what is there, what differs; the steps do the rest. */
final class AwsDeployer implements Deployer {
  private final Settings given;
  private final AwsSettings settings;
  private final Surroundings surroundings;
  private final Ledger ledger;
  private final Session session;
  private final Rivals rivals = new Rivals();

  AwsDeployer(
      Settings given, Surroundings surroundings, Function<Timeouts, SdkHttpClient> transport) {
    this.given = given;
    this.settings = AwsSettings.from(given);
    this.surroundings = surroundings;
    this.ledger = new Ledger(surroundings.retry(), surroundings.time());
    this.session = new Session(settings, surroundings.environment(), transport, ledger);
  }

  @Override
  public Target target() throws Exception {
    return session.target();
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    Place place = session.place(application.owner());
    AwsCalls calls = session.calls();
    List<Wanted> all =
        application.functions().stream()
            .map(spec -> Wanted.of(place, spec, artifact, settings, given))
            .toList();
    Archive archive =
        Archive.of(artifact, settings.bucket().orElse(place.bucket()), place.archivePrefix());
    Survey survey = Survey.of(calls, place, all);
    rivals.check(all, survey);
    preflight(calls, place, all, survey);
    StepList list = new StepList();
    new ArchiveSteps(place, calls.bucket()).add(list, archive, settings.bucket().isEmpty());
    DeployPlan plan =
        new DeployPlan(place, calls, waits(calls), rivals, archive, events(place, calls), settings);
    plan.add(list, all, survey);
    return new Plan(
        Plan.Goal.DEPLOY,
        application.owner(),
        session.target(),
        plan.functions(all, survey),
        list.steps(),
        plan.notes(list, all, survey),
        observed(place, calls, survey));
  }

  /**
   * Refuses with all that is wrong, be it of limits, topics, buses, queues, tables, clusters or
   * buckets.
   */
  private void preflight(AwsCalls calls, Place place, List<Wanted> all, Survey survey)
      throws Exception {
    Obstacles obstacles = new Obstacles();
    obstacles.of(() -> Survey.preflight(calls, all, survey.seen()));
    obstacles.of(() -> Survey.topics(all, survey.seen(), settings));
    new BusPreflight(survey.seen(), settings, obstacles).check(all);
    new QueuePreflight(survey.seen(), settings, obstacles).check(all);
    new TablePreflight(survey.seen(), settings, obstacles).check(all);
    new KafkaPreflight(place, survey.seen(), new RegionMappings(calls), obstacles).check(all);
    Handover handover = DeployPlan.handover(all, survey, settings);
    List<String> left =
        settings.prune()
            ? List.of()
            : survey.left().stream().map(RemovalSteps.Remains::physicalName).toList();
    BucketCheck buckets =
        new BucketCheck(place, settings.createBuckets(), handover.ids()::contains, left);
    obstacles.of(() -> buckets.check(all, survey.seen()));
    obstacles.refuse();
  }

  @Override
  public Plan planRemoval(Owner owner) throws Exception {
    Place place = session.place(owner);
    AwsCalls calls = session.calls();
    RemovalPlan plan = new RemovalPlan(place, calls, events(place, calls), settings);
    StepList list = new StepList();
    List<String> notes = new ArrayList<>();
    List<String> functions = plan.add(list, notes, Survey.of(calls, place));
    return new Plan(Plan.Goal.DESTROY, owner, session.target(), functions, list.steps(), notes);
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    Place place = session.place(owner);
    AwsCalls calls = session.calls();
    RollbackPlan plan = new RollbackPlan(place, calls, waits(calls), given);
    StepList list = new StepList();
    List<String> notes = new ArrayList<>();
    Deployed seen = plan.add(list, notes, function, version);
    return new Plan(
        Plan.Goal.ROLLBACK,
        owner,
        session.target(),
        List.of(function),
        list.steps(),
        notes,
        List.of(seen));
  }

  @Override
  public List<Deployed> find(Owner owner) throws Exception {
    return new Deployments(session.calls(), session.place(owner)).find();
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) throws Exception {
    String name = owned(session.place(owner), function);
    InvokeCalls.Answer answer = session.calls().invoke().invoke(name, Place.LIVE, payload);
    return new Invocation(answer.error().isPresent(), answer.payload());
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink)
      throws Exception {
    String group = Place.logGroup(session.place(owner).function(function));
    return session.calls().logs().tell(group, from, sink);
  }

  @Override
  public Failure classify(Throwable failure) {
    return AwsErrors.classify(failure, ledger);
  }

  @Override
  public CallCount calls() {
    return ledger.count();
  }

  @Override
  public void close() {
    session.close();
  }

  /** The physical name of a function of this owner: a stranger's of the same name is not called. */
  private String owned(Place place, String function) throws Exception {
    String name = place.function(function);
    GetFunctionResponse found =
        session
            .calls()
            .lambda()
            .find(name)
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.NOT_FOUND,
                        "there is no function " + name,
                        "deploy it first; 'status' shows what is there"));
    if (!Ownership.owns(place.owner(), found.tags())) {
      String stranger = Ownership.stranger("function " + name, found.tags());
      throw Ownership.refusal(place.owner(), List.of(stranger));
    }
    return name;
  }

  private static List<Deployed> observed(Place place, AwsCalls calls, Survey survey) {
    Deployments deployments = new Deployments(calls, place);
    return survey.seen().values().stream()
        .flatMap(seen -> seen.function().stream())
        .map(function -> deployments.deployed(function, survey.api()))
        .toList();
  }

  private EventSteps events(Place place, AwsCalls calls) {
    return EventSteps.of(place, calls, surroundings.time());
  }

  private Waits waits(AwsCalls calls) {
    return new Waits(surroundings.time(), calls.lambda());
  }
}
