package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.PodLogs;
import dev.portolan.provider.knative.cluster.Preflight;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.errors.KnativeErrors;
import dev.portolan.provider.knative.eventing.EventingSteps;
import dev.portolan.provider.knative.eventing.EventingSurvey;
import dev.portolan.provider.knative.eventing.Places;
import dev.portolan.provider.knative.eventing.Subscription;
import dev.portolan.provider.knative.eventing.Subscriptions;
import dev.portolan.provider.knative.serving.Deeds;
import dev.portolan.provider.knative.serving.Deployments;
import dev.portolan.provider.knative.serving.Invoking;
import dev.portolan.provider.knative.serving.Removal;
import dev.portolan.provider.knative.serving.Rollback;
import dev.portolan.provider.knative.serving.Seen;
import dev.portolan.provider.knative.serving.Survey;
import dev.portolan.provider.knative.serving.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Deploys to Knative. Who we are, what is there, what differs; the steps do the rest. */
final class KnativeDeployer implements Deployer {
  private final Settings given;
  private final KnativeSettings settings;
  private final Surroundings surroundings;
  private final Session session;

  KnativeDeployer(Settings given, Surroundings surroundings, Transports transports) {
    this.given = given;
    this.settings = KnativeSettings.from(given);
    this.surroundings = surroundings;
    this.session = new Session(settings, surroundings, transports);
  }

  @Override
  public Target target() throws Exception {
    return session.target();
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    Owner owner = application.owner();
    Capabilities cluster = session.capabilities();
    Repository repository = session.pull(owner);
    Places places = Places.of(session.kube(), application, given, settings.brokerIngress());
    List<Wanted> all =
        application.functions().stream()
            .map(
                spec ->
                    Wanted.of(
                        owner,
                        spec,
                        artifact.sha256(),
                        repository,
                        settings,
                        given,
                        cluster,
                        places.variables(spec, given)))
            .toList();
    cluster.check(application.functions(), given);
    cluster.checkHosts(
        all.stream().filter(Wanted::reachable).map(Wanted::service).toList(), session.namespace());
    KubeCalls kube = session.kube();
    Survey survey = Survey.of(kube, owner).withAdopted(kube, owner, all);
    EventingSurvey events = EventingSurvey.of(kube.objects(), cluster, owner);
    Map<String, List<Subscription>> subscriptions = new TreeMap<>();
    for (FunctionSpec spec : application.functions()) {
      subscriptions.put(spec.name(), Subscriptions.of(owner, spec, given));
    }
    Intent intent = new Intent(application, artifact, all, subscriptions, places);
    DeployPlan plan = new DeployPlan(session, settings, intent, survey, events);
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
    Capabilities cluster = session.capabilities();
    Survey survey = Survey.of(session.kube(), owner);
    EventingSurvey events = EventingSurvey.of(session.kube().objects(), cluster, owner);
    StepList list = new StepList();
    Deeds deeds = session.deeds(owner);
    EventingSteps eventing = new EventingSteps(list, events, session.eventing(owner));
    SortedMap<String, List<String>> first = new TreeMap<>();
    for (String function : events.functions()) {
      first.put(function, eventing.sweep(List.of(), function, "asked for"));
    }
    for (Seen seen : survey.seen().values()) {
      List<String> before = first.computeIfAbsent(seen.function(), none -> List.of());
      Removal.add(list, deeds, seen, "asked for", before);
    }
    List<String> functions = List.copyOf(first.keySet());
    List<String> notes = new ArrayList<>(Preflight.check(session.kube(), list.steps()));
    if (!functions.isEmpty()) {
      notes.add("images stay in the registry: it tidies itself");
    }
    return new Plan(Plan.Goal.DESTROY, owner, session.target(), functions, list.steps(), notes);
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    session.capabilities();
    Seen seen = seen(owner, function);
    StepList list = new StepList();
    new Rollback(session.deeds(owner), session.namespace())
        .add(list, seen, Rollback.target(seen, version));
    List<String> notes = Preflight.check(session.kube(), list.steps());
    return new Plan(
        Plan.Goal.ROLLBACK,
        owner,
        session.target(),
        List.of(function),
        list.steps(),
        notes,
        List.of(Deployments.of(seen)));
  }

  @Override
  public List<Deployed> find(Owner owner) throws Exception {
    session.capabilities();
    return Deployments.of(Survey.of(session.kube(), owner));
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) throws Exception {
    session.capabilities();
    return new Invoking(
            session.http(), session.tally(), surroundings.environment(), settings.plainHttp())
        .invoke(seen(owner, function).service(), payload);
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink)
      throws Exception {
    session.capabilities();
    return new PodLogs(session.kube()).tell(seen(owner, function).name(), from, sink);
  }

  @Override
  public Failure classify(Throwable failure) {
    return KnativeErrors.classify(failure);
  }

  @Override
  public CallCount calls() {
    return session.tally().count();
  }

  @Override
  public void close() {
    session.close();
  }

  private Seen seen(Owner owner, String function) throws Exception {
    return Survey.of(session.kube(), owner).seen().values().stream()
        .filter(each -> each.function().equals(function))
        .findFirst()
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    "%s has no function '%s' in namespace %s"
                        .formatted(owner, function, session.namespace()),
                    "deploy it first"));
  }
}
