package dev.portolan.provider.gcp;

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
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import dev.portolan.provider.gcp.access.Preflight;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.errors.GcpErrors;
import dev.portolan.provider.gcp.serving.Deployments;
import dev.portolan.provider.gcp.serving.Invoking;
import dev.portolan.provider.gcp.serving.Rollback;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Deploys to Google Cloud. Who we are, what is there, what differs; the steps do the rest. */
final class GcpDeployer implements Deployer {
  private final Settings given;
  private final GcpSettings settings;
  private final Session session;

  GcpDeployer(Settings given, Surroundings surroundings, Transports transports) {
    this.given = given;
    this.settings = GcpSettings.from(given);
    this.session = new Session(settings, surroundings, transports);
  }

  @Override
  public Target target() throws Exception {
    return session.target();
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    Owner owner = application.owner();
    Place place = session.place();
    Staging staging = session.staging(owner);
    List<Wanted> all =
        application.functions().stream()
            .map(
                spec ->
                    Wanted.of(owner, spec, artifact.sha256(), place, given, staging.marks(spec)))
            .toList();
    Survey survey = Survey.of(session.run(), owner);
    survey.refuseStrangers(owner, all);
    Survey base = staging.observe(owner, all, survey);
    Intent intent = new Intent(application, artifact, all);
    DeployPlan plan = new DeployPlan(session, settings, intent, base, staging);
    List<Step> steps = plan.steps();
    return new Plan(
        Plan.Goal.DEPLOY,
        owner,
        session.target(),
        plan.functions(),
        steps,
        plan.notes(),
        Deployments.of(survey));
  }

  @Override
  public Plan planRemoval(Owner owner) throws Exception {
    Survey survey = Survey.of(session.run(), owner);
    Staging staging = session.staging(owner);
    staging.observe(owner, List.of(), survey);
    StepList list = new StepList();
    Retinue retinue = Retinue.of(session, owner, List.of(), survey, list);
    Removal removal = new Removal(list, staging, retinue);
    SortedMap<String, Optional<String>> services = Removal.functions(survey, staging, retinue);
    services.forEach((function, service) -> removal.add(function, service, "asked for"));
    Obstacles obstacles = new Obstacles();
    Preflight preflight = new Preflight(session.access(), false, obstacles);
    preflight.check(list.steps());
    obstacles.refuse();
    List<String> notes = new ArrayList<>(staging.notes());
    notes.addAll(retinue.notes());
    notes.addAll(preflight.notes());
    return new Plan(
        Plan.Goal.DESTROY,
        owner,
        session.target(),
        List.copyOf(services.keySet()),
        list.steps(),
        notes);
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    Seen seen = seen(owner, function);
    StepList list = new StepList();
    new Rollback(session.deeds(owner), session.invokers(owner), settings.invokerCheck())
        .add(list, seen, Rollback.target(seen, version), session.run().policy(seen.name()));
    return new Plan(
        Plan.Goal.ROLLBACK,
        owner,
        session.target(),
        List.of(function),
        list.steps(),
        List.of(),
        List.of(Deployments.of(seen)));
  }

  @Override
  public List<Deployed> find(Owner owner) throws Exception {
    return Deployments.of(Survey.of(session.run(), owner));
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) throws Exception {
    return new Invoking(session.http(), session.login(), session.tally())
        .invoke(seen(owner, function), payload);
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink)
      throws Exception {
    return session.logs().tell(seen(owner, function).name(), from, sink);
  }

  @Override
  public Failure classify(Throwable failure) {
    return session.enabling()
        ? GcpErrors.classifyWhileEnabling(failure)
        : GcpErrors.classify(failure);
  }

  @Override
  public CallCount calls() {
    return session.calls();
  }

  @Override
  public void close() {
    session.close();
  }

  private Seen seen(Owner owner, String function) throws Exception {
    Place place = session.place();
    return Survey.of(session.run(), owner).seen().values().stream()
        .filter(each -> each.function().equals(function))
        .findFirst()
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    "%s has no function '%s' in %s, %s"
                        .formatted(owner, function, place.project(), place.region()),
                    "deploy it first"));
  }
}
