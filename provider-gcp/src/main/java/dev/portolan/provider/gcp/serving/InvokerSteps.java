package dev.portolan.provider.gcp.serving;

import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import java.util.List;
import java.util.Optional;

/**
 * Who can reach a service: what is taken before another revision can be reached, and what is given
 * after it has its users.
 */
public final class InvokerSteps {
  static final String CLOSE = "close";
  static final String NARROW = "narrow";

  /** Local id of the step after which those may call it who shall. */
  public static final String OPEN = "invokers";

  private static final String WIDEN = "widen";

  private final RunCalls calls;
  private final Deeds deeds;

  public InvokerSteps(RunCalls calls, Deeds deeds) {
    this.calls = calls;
    this.deeds = deeds;
  }

  /**
   * Before a new revision can be reached, be it under its tag.
   *
   * @param planned the service's generation; empty if there is none
   * @param after ids of steps that must have ended
   */
  void before(
      StepList.Lane lane,
      String service,
      Access access,
      Optional<Long> planned,
      List<String> after) {
    if (access.closes()) {
      lane.add(
          Phase.STAGE,
          Change.UPDATE,
          CLOSE,
          "invokers of " + service,
          "anyone may call it",
          after,
          run -> {
            if (access.isUnchecked()) {
              deeds.check(run, service, planned);
            }
            set(service, access.shall());
          });
    }
    if (access.narrows()) {
      ingress(lane, Phase.STAGE, NARROW, service, access, planned, after);
    }
    if (access.staysOpen()) {
      open(lane, Phase.STAGE, service, access, after);
    }
  }

  /** After the revision has its users that shall have them. */
  void after(StepList.Lane lane, String service, Access access, Optional<Long> planned) {
    List<String> after = List.of(lane.id(Staging.STEP), lane.id("traffic"));
    Policy policy = access.policy().orElseGet(Policy::getDefaultInstance);
    boolean done = lane.list().has(lane.id(CLOSE)) || lane.list().has(lane.id(OPEN));
    if (!done && !access.shall().differences(policy).isEmpty()) {
      open(lane, Phase.SETTLE, service, access, after);
    }
    if (access.widens()) {
      ingress(lane, Phase.SETTLE, WIDEN, service, access, planned, after);
    }
  }

  private void open(
      StepList.Lane lane, Phase phase, String service, Access access, List<String> after) {
    Policy policy = access.policy().orElseGet(Policy::getDefaultInstance);
    lane.add(
        phase,
        Change.UPDATE,
        OPEN,
        "invokers of " + service,
        String.join("; ", access.shall().differences(policy)),
        after,
        run -> set(service, access.shall()));
  }

  private void ingress(
      StepList.Lane lane,
      Step.Phase phase,
      String local,
      String service,
      Access access,
      Optional<Long> planned,
      List<String> after) {
    lane.add(
        phase,
        Change.UPDATE,
        local,
        "ingress of " + service,
        Reach.of(access.service().orElseThrow()) + " → " + access.ingress(),
        after,
        run -> deeds.reach(run, service, access.ingress(), planned));
  }

  private void set(String service, InvokerPolicy shall) throws Exception {
    Policy now = calls.policy(service);
    if (!shall.differences(now).isEmpty()) {
      calls.setPolicy(service, shall.over(now));
    }
  }
}
