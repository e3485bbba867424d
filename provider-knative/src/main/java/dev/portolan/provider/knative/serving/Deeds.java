package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.knative.cluster.ChangedMeanwhile;
import dev.portolan.provider.knative.cluster.Conditions;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.Waits;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import java.util.List;
import java.util.Optional;

/** What the steps of one owner do to a cluster. Each looks before it acts, and waits after. */
public final class Deeds {
  private final Owner owner;
  private final KubeCalls kube;
  private final Waits waits;

  public Deeds(Owner owner, KubeCalls kube, Waits waits) {
    this.owner = owner;
    this.kube = kube;
    this.waits = waits;
  }

  /**
   * A manifest to apply.
   *
   * @param planned the generation that the plan saw; empty if there was nothing
   * @param force whether fields that others set are set back
   */
  record Change(Service manifest, String revision, Optional<Long> planned, boolean force) {
    String name() {
      return manifest.getMetadata().getName();
    }
  }

  /** Makes the service hold a template, and waits until its revision is ready. */
  void stage(Step.Run run, Change change) throws Exception {
    long generation = apply(run, change);
    waits.ready(run, change.name(), change.revision(), generation);
  }

  /** Sends all users to a revision. */
  void shift(Step.Run run, Change change) throws Exception {
    long generation = apply(run, change);
    waits.shifted(run, change.name(), change.revision(), generation);
  }

  /**
   * Deletes a revision that failed, so that one of its name can be made anew; not one that has come
   * round meanwhile.
   */
  void deleteFailed(Step.Run run, Revision revision) throws Exception {
    String name = revision.getMetadata().getName();
    String uid = revision.getMetadata().getUid();
    Optional<Revision> now =
        kube.revision(name).filter(each -> uid.equals(each.getMetadata().getUid()));
    String service = revision.getMetadata().getLabels().get("serving.knative.dev/service");
    boolean reached = kube.service(service).filter(each -> Traffic.reaches(each, name)).isPresent();
    if (reached || now.filter(each -> !Conditions.of(each).isFalse(Conditions.READY)).isPresent()) {
      throw new ChangedMeanwhile("revision " + name + " no longer fails");
    }
    if (now.isPresent()) {
      kube.deleteRevision(name);
    }
    waits.revisionGone(run, name, uid);
  }

  /** Deletes a revision that nobody asks for; looks again whether that is so. */
  void deleteRevision(String service, String name) throws Exception {
    Optional<Service> now = kube.service(service);
    if (now.isPresent()) {
      requireOurs(now.get());
      boolean reached = Traffic.reaches(now.get(), name) || Traffic.names(now.get(), name);
      if (reached || Manifests.revision(now.get()).equals(Optional.of(name))) {
        throw new ChangedMeanwhile("somebody else has given users to revision " + name);
      }
    }
    kube.deleteRevision(name);
  }

  /** Deletes a service and waits until its revisions are gone too. */
  void delete(Step.Run run, String name) throws Exception {
    Optional<Service> now = kube.service(name);
    if (now.isPresent()) {
      requireOurs(now.get());
      kube.deleteService(now.get());
    }
    waits.gone(run, name);
  }

  private long apply(Step.Run run, Change change) throws Exception {
    Optional<Service> now = kube.service(change.name());
    String handed = change.name() + "/generation";
    if (now.isEmpty()) {
      if (change.planned().isPresent()) {
        throw new ChangedMeanwhile(change.name() + " was deleted");
      }
      return done(run, handed, kube.apply(change.manifest(), change.force()));
    }
    Service live = now.get();
    requireOurs(live);
    if (Drift.between(live, change.manifest()).isEmpty()) {
      return done(run, handed, live);
    }
    Optional<Long> expected = run.get(handed).map(Long::valueOf).or(change::planned);
    if (!expected.equals(Optional.of(live.getMetadata().getGeneration()))) {
      throw new ChangedMeanwhile(change.name() + " was changed by somebody else");
    }
    Service applied = kube.apply(Manifests.over(live, change.manifest()), change.force());
    if (Drift.hidden(applied) && !Drift.hidden(change.manifest())) {
      applied = kube.removeLabel(applied, Wanted.VISIBILITY);
    }
    return done(run, handed, applied);
  }

  private static long done(Step.Run run, String handed, Service service) {
    long generation = service.getMetadata().getGeneration();
    run.put(handed, String.valueOf(generation));
    return generation;
  }

  private void requireOurs(Service service) {
    if (!Ownership.owns(owner, service)) {
      throw Ownership.refusal(owner, List.of(Ownership.stranger("service", service)));
    }
  }
}
