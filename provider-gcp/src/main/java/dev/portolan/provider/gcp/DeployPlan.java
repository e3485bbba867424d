package dev.portolan.provider.gcp;

import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.access.Preflight;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.provider.gcp.serving.ServiceSteps;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * From what is there to what shall be: what functions share, then each function with its account,
 * its service and what brings it its events.
 */
final class DeployPlan {
  private final Session session;
  private final GcpSettings settings;
  private final Intent intent;
  private final Survey survey;
  private final Staging staging;
  private final Owner owner;
  private final ServiceSteps services;
  private final List<String> notes = new ArrayList<>();

  private final StepList list = new StepList();
  private final Obstacles obstacles = new Obstacles();
  private final Retinue retinue;

  DeployPlan(Session session, GcpSettings settings, Intent intent, Survey survey, Staging staging)
      throws Exception {
    this.session = session;
    this.settings = settings;
    this.intent = intent;
    this.survey = survey;
    this.staging = staging;
    this.owner = intent.application().owner();
    this.services =
        new ServiceSteps(
            staging,
            session.deeds(owner),
            session.probing(),
            session.invokers(owner),
            settings.invokerCheck());
    this.retinue = Retinue.of(session, owner, intent.functions(), survey, list);
  }

  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(staging.notes());
    all.addAll(retinue.notes());
    return all;
  }

  /** The functions that steps are for. */
  List<String> functions() {
    List<String> functions =
        new ArrayList<>(intent.functions().stream().map(Wanted::name).toList());
    if (settings.prune()) {
      functions.addAll(others().keySet());
    }
    return functions;
  }

  List<Step> steps() throws Exception {
    retinue.check(settings.createTopics(), settings.createBuckets(), obstacles);
    obstacles.refuse();
    List<Wanted> staged =
        intent.functions().stream()
            .filter(wanted -> services.reasonToStage(wanted, survey.of(wanted)).isPresent())
            .toList();
    Map<String, Policy> policies = policies();
    int own = list.steps().size();
    if (!staged.isEmpty()) {
      staging.share(list, intent.application(), intent.artifact(), staged);
    }
    List<String> shared = list.steps().stream().skip(own).map(Step::id).toList();
    for (Wanted wanted : intent.functions()) {
      List<String> ready = retinue.prepare(wanted, shared);
      if (staged.contains(wanted)) {
        staging.rehearse(wanted, survey.of(wanted));
      }
      Optional<Policy> policy = Optional.ofNullable(policies.get(wanted.service()));
      List<String> going =
          survey.of(wanted).map(seen -> services.going(wanted, seen)).orElse(List.of());
      List<String> first = retinue.tidy(wanted, survey.of(wanted), going);
      services.add(list, wanted, survey.of(wanted), policy, ready, first);
      retinue.connect(wanted, survey.of(wanted));
      retinue.retire(wanted, survey.of(wanted), going);
      note(wanted);
    }
    prune();
    return allowed(list.steps());
  }

  /** Refuses what Google would refuse, and lets APIs be enabled first where they may. */
  private List<Step> allowed(List<Step> steps) throws Exception {
    Preflight preflight = new Preflight(session.access(), settings.enableApis(), obstacles);
    SortedSet<String> apis = preflight.check(steps);
    obstacles.refuse();
    notes.addAll(preflight.notes());
    if (apis.isEmpty()) {
      return steps;
    }
    session.enable();
    return session.apis().before(steps, apis);
  }

  /** Who may call each service that is there. */
  private Map<String, Policy> policies() throws Exception {
    Map<String, Policy> policies = new TreeMap<>();
    for (Wanted wanted : intent.functions()) {
      if (survey.of(wanted).isPresent()) {
        policies.put(wanted.service(), session.run().policy(wanted.service()));
      }
    }
    return policies;
  }

  private void note(Wanted wanted) {
    if (wanted.settings().probe() && !ServiceSteps.asked(wanted, survey.of(wanted))) {
      notes.add(wanted.name() + ": not asked before it serves, since its ingress is closed to us");
    }
    if (wanted.face().open() && wanted.hasEvents()) {
      notes.add(wanted.name() + ": whoever can reach its URL can also send it events");
    }
  }

  private void prune() {
    others()
        .forEach(
            (function, service) -> {
              if (settings.prune()) {
                new Removal(list, staging, retinue)
                    .add(function, service, "the project no longer has it");
              } else {
                notes.add(
                    function
                        + " is no longer in the project and "
                        + (service.filter(survey.seen()::containsKey).isPresent()
                            ? "still serves"
                            : "has left something")
                        + "; portolan.gcp.prune=true deletes it");
              }
            });
  }

  /** Functions that the project no longer has, with their services where there are any. */
  private SortedMap<String, Optional<String>> others() {
    SortedMap<String, Optional<String>> others = Removal.functions(survey, staging, retinue);
    intent.functions().forEach(wanted -> others.remove(wanted.name()));
    return others;
  }
}
