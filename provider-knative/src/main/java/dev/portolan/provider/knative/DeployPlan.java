package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.FieldConflicts;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Permissions;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.eventing.EventingSteps;
import dev.portolan.provider.knative.eventing.EventingSurvey;
import dev.portolan.provider.knative.eventing.Subscription;
import dev.portolan.provider.knative.registry.ImageChoice;
import dev.portolan.provider.knative.registry.ImagePlanner;
import dev.portolan.provider.knative.registry.ImagePush;
import dev.portolan.provider.knative.serving.ManifestFiles;
import dev.portolan.provider.knative.serving.Manifests;
import dev.portolan.provider.knative.serving.Removal;
import dev.portolan.provider.knative.serving.Seen;
import dev.portolan.provider.knative.serving.ServiceSteps;
import dev.portolan.provider.knative.serving.Survey;
import dev.portolan.provider.knative.serving.Wanted;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From what is there to what shall be: the image if it is missing, then each function. */
final class DeployPlan {
  private final Session session;
  private final KnativeSettings settings;
  private final Owner owner;
  private final Survey survey;
  private final EventingSurvey events;
  private final List<String> notes = new ArrayList<>();

  DeployPlan(
      Session session,
      KnativeSettings settings,
      Owner owner,
      Survey survey,
      EventingSurvey events) {
    this.session = session;
    this.settings = settings;
    this.owner = owner;
    this.survey = survey;
    this.events = events;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The steps.
   *
   * @param subscriptions what brings each function its events, by its name
   */
  List<Step> steps(
      List<Wanted> all,
      Map<String, List<Subscription>> subscriptions,
      Application application,
      Artifact artifact)
      throws Exception {
    KubeCalls kube = session.kube();
    survey.preflight(kube, owner, all);
    ServiceSteps services =
        new ServiceSteps(
            new Manifests(session.namespace()), session.deeds(owner), session.probing());
    StepList list = new StepList();
    EventingSteps eventing = new EventingSteps(list, events, session.eventing(owner));
    eventing.begin(
        subscriptions.values().stream().flatMap(List::stream).toList(), settings.createBrokers());
    Optional<ImageChoice> image = image(list, all, application, artifact);
    for (Wanted wanted : all) {
      Optional<Seen> seen = survey.of(wanted);
      String reference =
          made(wanted)
              .map(Seen::image)
              .orElseGet(() -> image.map(ImageChoice::reference).orElse(""));
      boolean changes = services.reasonToStage(wanted, seen).isPresent();
      boolean force = changes && rehearse(kube, services.staged(wanted, seen, reference), seen);
      services.add(list, wanted, seen, reference, force);
      List<Subscription> own = subscriptions.getOrDefault(wanted.name(), List.of());
      eventing.add(own, wanted.name());
      manifest(wanted, reference, own);
      if (wanted.reachable() && !own.isEmpty()) {
        notes.add(wanted.name() + ": whoever can reach its URL can also send it events");
      }
    }
    for (Wanted wanted : all) {
      List<Subscription> own = subscriptions.getOrDefault(wanted.name(), List.of());
      eventing.sweep(own, wanted.name(), "the function no longer asks for it");
    }
    removed(list, all, eventing);
    if (!list.steps().isEmpty()) {
      Permissions.require(kube, list.steps());
    }
    return list.steps();
  }

  private Optional<ImageChoice> image(
      StepList list, List<Wanted> all, Application application, Artifact artifact)
      throws Exception {
    if (all.stream().allMatch(wanted -> made(wanted).isPresent())) {
      return Optional.empty();
    }
    ImagePlanner images = session.images(owner);
    ImageChoice choice = images.choose(artifact, application.functions());
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

  private Optional<Revision> made(Wanted wanted) {
    return survey.of(wanted).flatMap(seen -> seen.revision(wanted.revision()));
  }

  /**
   * Lets the server, with all its webhooks, say what it thinks of a manifest.
   *
   * @return whether fields that others set must be set back
   */
  private boolean rehearse(KubeCalls kube, Service asked, Optional<Seen> seen) throws Exception {
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
      conflicts.get().refuseAppliers(name);
      conflicts.get().lines().forEach(line -> notes.add(name + ": set back, " + line));
      kube.rehearse(manifest, true);
      return true;
    }
  }

  private void manifest(Wanted wanted, String image, List<Subscription> own) throws Exception {
    if (settings.manifests().isPresent()) {
      Service service = new Manifests(session.namespace()).service(wanted, image);
      Path directory = settings.manifests().get();
      notes.add("wrote " + ManifestFiles.write(directory, service));
      for (Subscription each : own) {
        var object =
            each.manifest(session.namespace(), events.version(each.kind()), Optional.empty());
        notes.add("wrote " + ManifestFiles.write(directory, object));
      }
    }
  }

  private void removed(StepList list, List<Wanted> all, EventingSteps eventing) {
    for (Seen other : survey.others(all)) {
      if (settings.prune()) {
        String why = "the project no longer has it";
        List<String> first = eventing.sweep(List.of(), other.function(), why);
        Removal.add(list, session.deeds(owner), other, why, first);
      } else {
        notes.add(
            other.function()
                + " is no longer in the project and still serves;"
                + " portolan.knative.prune=true deletes it");
      }
    }
  }
}
