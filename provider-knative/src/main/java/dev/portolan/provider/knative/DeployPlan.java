package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.FieldConflicts;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Preflight;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.registry.ImageChoice;
import dev.portolan.provider.knative.registry.ImagePlanner;
import dev.portolan.provider.knative.registry.ImagePush;
import dev.portolan.provider.knative.serving.ManifestFiles;
import dev.portolan.provider.knative.serving.Manifests;
import dev.portolan.provider.knative.serving.Removal;
import dev.portolan.provider.knative.serving.Seen;
import dev.portolan.provider.knative.serving.ServiceSteps;
import dev.portolan.provider.knative.serving.Survey;
import dev.portolan.provider.knative.serving.Traffic;
import dev.portolan.provider.knative.serving.Wanted;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From what is there to what shall be: the image if it is missing, then each function. */
final class DeployPlan {
  private final Session session;
  private final KnativeSettings settings;
  private final Owner owner;
  private final Survey survey;
  private final List<String> notes = new ArrayList<>();

  DeployPlan(Session session, KnativeSettings settings, Owner owner, Survey survey) {
    this.session = session;
    this.settings = settings;
    this.owner = owner;
    this.survey = survey;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<Step> steps(List<Wanted> all, Artifact artifact) throws Exception {
    KubeCalls kube = session.kube();
    ServiceSteps services =
        new ServiceSteps(
            new Manifests(session.namespace()), session.deeds(owner), session.probing());
    preflight(kube, all, services);
    StepList list = new StepList();
    Optional<ImageChoice> image = image(list, all, artifact, services);
    for (Wanted wanted : all) {
      Optional<Seen> seen = survey.of(wanted);
      String reference =
          made(wanted)
              .map(Seen::image)
              .orElseGet(() -> image.map(ImageChoice::reference).orElse(""));
      boolean changes = services.reasonToStage(wanted, seen).isPresent();
      boolean force = changes && rehearse(kube, services.staged(wanted, seen, reference), seen);
      services.add(list, wanted, seen, reference, force);
      manifest(wanted, reference);
    }
    removed(list, all);
    return list.steps();
  }

  /** Asks for what the steps need before the first of them is rehearsed; nothing for no step. */
  private void preflight(KubeCalls kube, List<Wanted> all, ServiceSteps services) throws Exception {
    StepList draft = new StepList();
    all.forEach(wanted -> services.add(draft, wanted, survey.of(wanted), "", false));
    if (settings.prune()) {
      survey.others(all).forEach(other -> Removal.add(draft, session.deeds(owner), other, ""));
    }
    if (!draft.steps().isEmpty()) {
      List<RevisionTemplateSpec> made =
          all.stream()
              .filter(wanted -> services.reasonToStage(wanted, survey.of(wanted)).isPresent())
              .map(Wanted::template)
              .toList();
      notes.addAll(Preflight.check(kube, survey.seen().isEmpty(), made, draft.steps()));
    }
  }

  private Optional<ImageChoice> image(
      StepList list, List<Wanted> all, Artifact artifact, ServiceSteps services) throws Exception {
    if (all.stream().allMatch(wanted -> made(wanted).isPresent())) {
      return Optional.empty();
    }
    ImagePlanner images =
        new ImagePlanner(session.http(), session.tally(), session.push(owner), session.pull(owner));
    ImageChoice choice = images.choose(artifact);
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
      seen.ifPresent(each -> conflicts.get().refuseAppliers(each.service()));
      conflicts.get().lines().forEach(line -> notes.add(name + ": set back, " + line));
      kube.rehearse(manifest, true);
      return true;
    }
  }

  private void manifest(Wanted wanted, String image) throws Exception {
    if (settings.manifests().isPresent()) {
      Service service =
          new Manifests(session.namespace()).service(wanted, image, Traffic.all(wanted.revision()));
      notes.add("wrote " + ManifestFiles.write(settings.manifests().get(), service));
    }
  }

  private void removed(StepList list, List<Wanted> all) {
    for (Seen other : survey.others(all)) {
      if (settings.prune()) {
        Removal.add(list, session.deeds(owner), other, "the project no longer has it");
      } else {
        notes.add(
            other.function()
                + " is no longer in the project and still serves;"
                + " portolan.knative.prune=true deletes it");
      }
    }
  }
}
