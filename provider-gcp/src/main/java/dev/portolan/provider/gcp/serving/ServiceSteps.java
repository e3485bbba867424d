package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Revision;
import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of one function: a new revision beside the one that serves, asked first, then given all
 * users, then the oldest ones deleted. What is done already is no step.
 */
public final class ServiceSteps {
  private final Staging staging;
  private final Deeds deeds;
  private final Probing probing;
  private final InvokerSteps invokers;
  private final boolean checked;

  /**
   * Steps of one plan.
   *
   * @param checked whether a public function is opened by a grant
   */
  public ServiceSteps(
      Staging staging, Deeds deeds, Probing probing, InvokerSteps invokers, boolean checked) {
    this.staging = staging;
    this.deeds = deeds;
    this.probing = probing;
    this.invokers = invokers;
    this.checked = checked;
  }

  /**
   * What has to happen to one function.
   *
   * @param policy who may call its service; empty if there is none yet
   * @param after ids of the steps that its staging needs
   * @param first ids of the steps that old revisions must not go before
   */
  public void add(
      StepList list,
      Wanted wanted,
      Optional<Seen> seen,
      Optional<Policy> policy,
      List<String> after,
      List<String> first) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "service:" + wanted.service());
    Optional<String> why = reasonToStage(wanted, seen);
    Optional<String> live = seen.flatMap(Seen::live);
    Optional<Long> planned = seen.map(Seen::generation);
    Access access =
        new Access(
            seen.map(Seen::service),
            policy,
            wanted.face(),
            InvokerPolicy.of(wanted, checked),
            checked);
    List<String> ready = new ArrayList<>(after);
    if (live.isEmpty()) {
      invokers.before(lane, wanted.service(), access, planned, List.of());
      ready.addAll(reached(lane));
    }
    boolean guarded = live.isPresent() && (access.closes() || access.narrows());
    why.ifPresent(reason -> staging.stage(lane, wanted, seen, reason, !guarded, ready));
    if (live.isPresent()) {
      invokers.before(lane, wanted.service(), access, planned, List.of(lane.id(Staging.STEP)));
    }
    Optional<String> made = seen.flatMap(each -> each.holding(wanted.shape())).map(Seen::name);
    boolean serves = made.isPresent() && made.equals(live);
    boolean proven = serves && Served.of(seen.get().service()).has(made.get());
    boolean settled =
        proven
            && Traffic.settled(seen.get().service(), made.get())
            && (access.closes() || access.isUnchecked() == access.unchecked());
    if (live.isPresent() && !serves) {
      boolean tagged =
          why.isPresent()
              ? staging.tags() && !guarded
              : made.filter(each -> Traffic.tags(seen.get().service(), each)).isPresent();
      if (!tagged) {
        tag(lane, wanted, seen.get(), live.get(), made);
      }
    }
    if (!proven && asked(wanted, seen)) {
      if (!access.opened() || !wanted.face().open()) {
        probing.requireIdentity();
      }
      lane.add(
          Phase.VERIFY,
          Change.PROBE,
          "probe",
          "the new revision of " + wanted.service(),
          "it must answer before it serves",
          reached(lane),
          run -> probing.run(run, wanted, made));
    }
    if (!settled) {
      shift(lane, wanted, seen, live, made, access.unchecked());
    }
    invokers.after(lane, wanted.service(), access, planned);
    seen.ifPresent(each -> new Sweep(wanted, each, made, why.isPresent()).add(lane, deeds, first));
  }

  /** The names of the revisions of one function that {@link #add} deletes. */
  public List<String> going(Wanted wanted, Seen seen) {
    Optional<String> made = seen.holding(wanted.shape()).map(Seen::name);
    boolean staged = reasonToStage(wanted, Optional.of(seen)).isPresent();
    return List.copyOf(new Sweep(wanted, seen, made, staged).going().keySet());
  }

  /** Whether a new revision is asked at all before it serves. */
  public static boolean asked(Wanted wanted, Optional<Seen> seen) {
    IngressTraffic all = IngressTraffic.INGRESS_TRAFFIC_ALL;
    return wanted.settings().probe()
        && wanted.settings().ingress() == Ingress.ALL
        && seen.filter(each -> Reach.of(each.service()) != all).isEmpty();
  }

  /** Ids of the steps after which a new revision can be reached, by those only who shall. */
  private static List<String> reached(StepList.Lane lane) {
    return Stream.of(
            Staging.STEP, InvokerSteps.CLOSE, InvokerSteps.NARROW, InvokerSteps.OPEN, "tag")
        .map(lane::id)
        .toList();
  }

  /** Why the service is not as it shall be, its traffic aside; empty if it is. */
  public Optional<String> reasonToStage(Wanted wanted, Optional<Seen> seen) {
    Optional<String> targets = staging.reason(wanted, seen);
    if (seen.isEmpty()) {
      return targets.or(() -> Optional.of("there is none"));
    }
    Shape template = Shape.of(seen.get().service().getTemplate());
    Optional<Revision> made = seen.get().holding(wanted.shape());
    if (!template.isSealed()) {
      return Optional.of("drift: " + Reasons.between(template, wanted.shape()));
    }
    if (made.isEmpty()) {
      boolean failed = seen.get().failed(wanted.shape()).isPresent();
      return Optional.of(failed ? "its revision failed before" : Reasons.of(wanted, seen.get()));
    }
    if (!Conditions.ready(made.get())) {
      return Optional.of("its revision is not ready yet");
    }
    return Drift.of(wanted, seen.get().service()).map(what -> "drift: " + what).or(() -> targets);
  }

  private void tag(
      StepList.Lane lane, Wanted wanted, Seen seen, String live, Optional<String> made) {
    lane.add(
        Phase.STAGE,
        Change.UPDATE,
        "tag",
        "tag of " + wanted.service(),
        "the new revision has no address of its own",
        reached(lane),
        run ->
            deeds.tag(run, wanted.service(), live, revision(run, wanted, made), seen.generation()));
  }

  private void shift(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      Optional<String> live,
      Optional<String> made,
      boolean unchecked) {
    String from =
        live.filter(serving -> !live.equals(made))
            .map(serving -> serving + " serves now")
            .orElse("it serves nobody else yet");
    lane.add(
        Phase.SHIFT,
        Change.SHIFT,
        "traffic",
        "traffic of " + wanted.service(),
        from,
        Stream.concat(reached(lane).stream(), Stream.of(lane.id("probe"))).toList(),
        run ->
            deeds.shift(
                run,
                wanted.service(),
                revision(run, wanted, made),
                unchecked,
                seen.map(Seen::generation)));
  }

  /** The revision that was staged in this run, or before it. */
  static String revision(Step.Run run, Wanted wanted, Optional<String> made) {
    return run.get(Deeds.revisionKey(wanted.service())).or(() -> made).orElseThrow();
  }
}
