package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.images.registry.ImageChoice;
import dev.portolan.images.registry.ImagePlanner;
import dev.portolan.images.registry.ImagePush;
import dev.portolan.provider.knative.cluster.FieldConflicts;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Preflight;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.eventing.EventingSteps;
import dev.portolan.provider.knative.eventing.EventingSurvey;
import dev.portolan.provider.knative.eventing.Subscription;
import dev.portolan.provider.knative.serving.ManifestFiles;
import dev.portolan.provider.knative.serving.Manifests;
import dev.portolan.provider.knative.serving.Removal;
import dev.portolan.provider.knative.serving.Seen;
import dev.portolan.provider.knative.serving.ServiceSteps;
import dev.portolan.provider.knative.serving.Survey;
import dev.portolan.provider.knative.serving.Wanted;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From what is there to what shall be: the image if it is missing, then each function and what
 * brings it its events. The steps are listed twice: as a draft, to ask whether we may do all that,
 * and for good, when the server has been asked what it thinks of each manifest.
 */
final class DeployPlan {
  private final Session session;
  private final KnativeSettings settings;
  private final Intent intent;
  private final Survey survey;
  private final EventingSurvey events;
  private final Owner owner;
  private final ServiceSteps services;
  private final List<String> notes = new ArrayList<>();

  DeployPlan(
      Session session,
      KnativeSettings settings,
      Intent intent,
      Survey survey,
      EventingSurvey events) {
    this.session = session;
    this.settings = settings;
    this.intent = intent;
    this.survey = survey;
    this.events = events;
    this.owner = intent.application().owner();
    this.services =
        new ServiceSteps(
            new Manifests(session.namespace()), session.deeds(owner), session.probing());
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The functions that the plan is about: those of the project, and those that are pruned. */
  List<String> functions() {
    List<String> functions =
        new ArrayList<>(intent.functions().stream().map(Wanted::name).toList());
    if (settings.prune()) {
      survey.others(intent.functions()).forEach(other -> functions.add(other.function()));
    }
    return functions;
  }

  List<Step> steps() throws Exception {
    notes.addAll(events.notes());
    List<String> brokers =
        EventingSteps.brokers(
            intent.subscriptions(),
            intent.places().missing(),
            events,
            session.eventing(owner),
            settings.createBrokers());
    preflight(fill(new StepList(), brokers, Optional.empty(), Set.of()).steps());
    StepList list = new StepList();
    Optional<ImageChoice> image = image(list);
    Set<String> forced = rehearse(image);
    fill(list, brokers, image, forced);
    for (Wanted wanted : intent.functions()) {
      manifests(wanted, reference(wanted, image));
      if (wanted.reachable() && !intent.subscriptions(wanted.name()).isEmpty()) {
        notes.add(wanted.name() + ": whoever can reach its URL can also send it events");
      }
    }
    return list.steps();
  }

  /**
   * Lists what is to be done.
   *
   * @param forced services of which fields that others set are set back
   */
  private StepList fill(
      StepList list, List<String> brokers, Optional<ImageChoice> image, Set<String> forced) {
    EventingSteps eventing = new EventingSteps(list, events, session.eventing(owner));
    brokers.forEach(eventing::broker);
    for (Wanted wanted : intent.functions()) {
      boolean force = forced.contains(wanted.service());
      services.add(list, wanted, survey.of(wanted), reference(wanted, image), force);
      eventing.add(intent.subscriptions(wanted.name()));
    }
    for (Wanted wanted : intent.functions()) {
      eventing.sweep(
          intent.subscriptions(wanted.name()), wanted.name(), "the function no longer asks for it");
    }
    if (settings.prune()) {
      String why = "the project no longer has it";
      for (Seen other : survey.others(intent.functions())) {
        List<String> first = eventing.sweep(List.of(), other.function(), why);
        Removal.add(list, session.deeds(owner), other, why, first);
      }
    }
    return list;
  }

  /** Asks for what the steps need before the first of them is rehearsed; nothing for no step. */
  private void preflight(List<Step> draft) throws Exception {
    if (!draft.isEmpty()) {
      List<RevisionTemplateSpec> made =
          intent.functions().stream()
              .filter(wanted -> services.reasonToStage(wanted, survey.of(wanted)).isPresent())
              .map(Wanted::template)
              .toList();
      List<Map<String, Set<String>>> secrets =
          EventingSteps.changed(intent.subscriptions(), events).stream()
              .map(Subscription::secrets)
              .toList();
      notes.addAll(Preflight.check(session.kube(), survey.seen().isEmpty(), made, secrets, draft));
    }
    if (!settings.prune()) {
      for (Seen other : survey.others(intent.functions())) {
        notes.add(
            other.function()
                + " is no longer in the project and still serves;"
                + " portolan.knative.prune=true deletes it");
      }
    }
  }

  private Optional<ImageChoice> image(StepList list) throws Exception {
    if (intent.functions().stream().allMatch(wanted -> made(wanted).isPresent())) {
      return Optional.empty();
    }
    ImagePlanner images = session.images(owner);
    ImageChoice choice = images.choose(intent.artifact(), intent.application().functions());
    notes.add(choice.note());
    choice
        .push()
        .ifPresent(
            image ->
                list.lane(Optional.empty(), "image")
                    .add(
                        Phase.STAGE,
                        Change.PUBLISH,
                        "image",
                        "image " + session.push(owner).at(choice.digest()),
                        "the registry does not have it",
                        List.of(),
                        run -> new ImagePush(images).run(run, image, choice.tag())));
    return Optional.of(choice);
  }

  /** The revision that is there; one that failed is made anew, of an image that must be there. */
  private Optional<Revision> made(Wanted wanted) {
    return survey
        .of(wanted)
        .filter(seen -> !seen.stillborn(wanted.revision()))
        .flatMap(seen -> seen.revision(wanted.revision()));
  }

  /** The image that a function's revision runs, or shall run. */
  private String reference(Wanted wanted, Optional<ImageChoice> image) {
    return made(wanted)
        .map(Seen::image)
        .orElseGet(() -> image.map(ImageChoice::reference).orElse(""));
  }

  /**
   * Lets the server, with all its webhooks, say what it thinks of each manifest.
   *
   * @return the services of which fields that others set must be set back
   */
  private Set<String> rehearse(Optional<ImageChoice> image) throws Exception {
    Set<String> forced = new HashSet<>();
    for (Wanted wanted : intent.functions()) {
      Optional<Seen> seen = survey.of(wanted);
      if (services.reasonToStage(wanted, seen).isPresent()
          && rehearse(services.staged(wanted, seen, reference(wanted, image)), seen)) {
        forced.add(wanted.service());
      }
    }
    Set<String> present = intent.functions().stream().map(Wanted::name).collect(Collectors.toSet());
    for (Subscription each : EventingSteps.changed(intent.subscriptions(), events)) {
      session
          .eventing(owner)
          .rehearse(
              each,
              events.version(each.kind()),
              function -> settings.prune() || present.contains(function));
    }
    return forced;
  }

  private boolean rehearse(Service asked, Optional<Seen> seen) throws Exception {
    KubeCalls kube = session.kube();
    Service manifest = seen.map(each -> Manifests.over(each.service(), asked)).orElse(asked);
    try {
      kube.rehearse(manifest, false);
      return false;
    } catch (KubernetesClientException refusal) {
      Optional<FieldConflicts> conflicts = FieldConflicts.from(refusal);
      if (conflicts.isEmpty()) {
        throw refusal;
      }
      String name = manifest.getMetadata().getName();
      seen.ifPresent(each -> conflicts.get().refuseAppliers(each.service()));
      conflicts.get().lines().forEach(line -> notes.add(name + ": set back, " + line));
      kube.rehearse(manifest, true);
      return true;
    }
  }

  /** Writes the manifests of a function for those who commit them. */
  private void manifests(Wanted wanted, String image) throws Exception {
    if (settings.manifests().isEmpty()) {
      return;
    }
    Path directory = settings.manifests().get();
    Service service = new Manifests(session.namespace()).service(wanted, image);
    List<HasMetadata> objects = new ArrayList<>(List.of(service));
    for (Subscription each : intent.subscriptions(wanted.name())) {
      objects.add(
          each.manifest(session.namespace(), events.version(each.kind()), Optional.empty()));
    }
    notes.add("wrote " + ManifestFiles.write(directory, objects));
  }
}
