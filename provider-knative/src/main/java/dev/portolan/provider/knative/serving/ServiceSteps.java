package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.Conditions;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.TrafficTarget;
import java.util.List;
import java.util.Optional;

/**
 * The steps of one function: a new revision beside the one that serves, asked first, then given all
 * users, then the oldest ones deleted. What is done already is no step.
 */
public final class ServiceSteps {
  private final Manifests manifests;
  private final Deeds deeds;
  private final Probing probing;

  public ServiceSteps(Manifests manifests, Deeds deeds, Probing probing) {
    this.manifests = manifests;
    this.deeds = deeds;
    this.probing = probing;
  }

  /**
   * What has to happen to one function.
   *
   * @param image what a new revision runs; asked for only if one is made
   * @param force whether fields that others set are set back
   */
  public void add(StepList list, Wanted wanted, Optional<Seen> seen, String image, boolean force) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "ksvc:" + wanted.service());
    boolean broken = seen.filter(each -> healthy(each, wanted.revision())).isEmpty();
    reasonToStage(wanted, seen)
        .or(() -> broken ? Optional.of("its revision is not ready yet") : Optional.empty())
        .ifPresent(why -> stage(lane, wanted, seen, image, why, force));
    boolean settled = settled(wanted, seen);
    if (wanted.settings().probe() && asked(wanted, seen) && !settled) {
      lane.add(
          Phase.VERIFY,
          Change.PROBE,
          "probe",
          "revision " + wanted.revision(),
          "it must answer before it serves",
          List.of(lane.id("service")),
          run -> probing.run(run, wanted));
    }
    if (!settled) {
      shift(lane, wanted, seen, image, force);
    }
    seen.ifPresent(each -> new Sweep(wanted, each).add(lane, deeds));
  }

  /** What the service shall look like while the new revision waits. */
  public Service staged(Wanted wanted, Optional<Seen> seen, String image) {
    Optional<String> other =
        seen.flatMap(Seen::live).filter(serving -> !serving.equals(wanted.revision()));
    boolean same = seen.flatMap(Seen::serving).equals(Optional.of(wanted.revision()));
    boolean asked = seen.flatMap(each -> Traffic.tagged(each.service())).isPresent();
    List<TrafficTarget> traffic =
        same && !asked ? Traffic.all(wanted.revision()) : Traffic.staged(other, wanted.revision());
    Served served = seen.map(each -> served(wanted, each)).orElseGet(Served::none);
    return other.isPresent()
        ? manifests.staged(wanted, image, traffic, served, seen.get().service())
        : manifests.service(wanted, image, traffic, served);
  }

  /** What has served, a revision that serves already with the face that it is given now. */
  private static Served served(Wanted wanted, Seen seen) {
    boolean serves = seen.live().equals(Optional.of(wanted.revision()));
    return serves && seen.served().has(wanted.revision())
        ? seen.served().and(wanted.revision(), wanted.face())
        : seen.served();
  }

  /** Why the service is not as it shall be, its traffic aside; empty if it is. */
  public Optional<String> reasonToStage(Wanted wanted, Optional<Seen> seen) {
    if (seen.isEmpty()) {
      return Optional.of("there is none");
    }
    Optional<Revision> made = seen.get().revision(wanted.revision());
    String image = made.map(Seen::image).orElse("");
    Service live = seen.get().service();
    Service asked =
        manifests.service(wanted, image, live.getSpec().getTraffic(), served(wanted, seen.get()));
    if (made.isEmpty() || !Manifests.revision(live).equals(Optional.of(wanted.revision()))) {
      boolean ours = Seen.made(live.getSpec().getTemplate().getMetadata(), seen.get().name());
      String why = Reasons.of(wanted, seen.get(), asked);
      return Optional.of(ours ? why : "drift: " + why);
    }
    if (failed(made.get())) {
      return Optional.of("its revision failed before");
    }
    boolean known =
        seen.get().serving().equals(Optional.of(wanted.revision()))
            || Traffic.tagged(live).equals(Optional.of(wanted.revision()));
    if (!known) {
      return Optional.of("the revision gets no traffic");
    }
    Drift drift = Drift.between(live, asked);
    return drift.isEmpty() ? Optional.empty() : Optional.of("drift: " + Reasons.of(drift));
  }

  /** Whether a new revision has an address that we reach: it has the service's own until then. */
  private static boolean asked(Wanted wanted, Optional<Seen> seen) {
    boolean hidden =
        seen.filter(each -> each.live().isPresent()).filter(ServiceSteps::hidden).isPresent();
    return wanted.reachable() && !hidden;
  }

  private static boolean hidden(Seen seen) {
    return Drift.hidden(seen.service());
  }

  private void stage(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      String image,
      String why,
      boolean force) {
    Optional<Revision> failed =
        seen.filter(each -> each.stillborn(wanted.revision()))
            .flatMap(each -> each.revision(wanted.revision()));
    if (failed.isPresent()) {
      lane.add(
          Phase.STAGE,
          Change.DELETE,
          "failed",
          "revision " + wanted.revision(),
          "it failed before, and Knative does not try a revision again",
          List.of(),
          run -> deeds.deleteFailed(run, failed.get()));
    }
    Deeds.Change change =
        new Deeds.Change(
            staged(wanted, seen, image), wanted.revision(), seen.map(Seen::generation), force);
    lane.add(
        Phase.STAGE,
        seen.isPresent() ? Change.UPDATE : Change.CREATE,
        "service",
        "service " + wanted.service(),
        why,
        List.of("image", lane.id("failed")),
        run -> deeds.stage(run, change));
  }

  private void shift(
      StepList.Lane lane, Wanted wanted, Optional<Seen> seen, String image, boolean force) {
    Served served =
        seen.map(each -> each.served().and(wanted.revision(), wanted.face(), each))
            .orElseGet(() -> Served.none().and(wanted.revision(), wanted.face()));
    Deeds.Change change =
        new Deeds.Change(
            manifests.service(wanted, image, Traffic.all(wanted.revision()), served),
            wanted.revision(),
            seen.map(Seen::generation),
            force);
    String from =
        seen.flatMap(Seen::live)
            .filter(serving -> !serving.equals(wanted.revision()))
            .map(serving -> serving + " serves now")
            .orElse("it serves nobody else yet");
    lane.add(
        Phase.SHIFT,
        Change.SHIFT,
        "traffic",
        "traffic of " + wanted.service() + " to " + wanted.revision(),
        from,
        List.of(lane.id("service"), lane.id("probe")),
        run -> deeds.shift(run, change));
  }

  private static boolean settled(Wanted wanted, Optional<Seen> seen) {
    return seen.filter(each -> Traffic.settled(each.service(), wanted.revision())).isPresent();
  }

  private static boolean healthy(Seen seen, String revision) {
    return seen.revision(revision)
        .filter(each -> Conditions.of(each).isTrue(Conditions.READY))
        .isPresent();
  }

  private static boolean failed(Revision revision) {
    return Conditions.of(revision).isFalse(Conditions.READY);
  }
}
