package dev.portolan.provider.gcp;

import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;

/** The contracts' faults in the words of the embedded cloud. */
record EmbeddedFaults(FaultPlan plan) implements FaultSchedule {
  @Override
  public void strike(int number, Point point, Fault fault) {
    plan.at(number, Phase.valueOf(point.name()), dev.portolan.sandbox.Fault.of(kind(fault)));
  }

  @Override
  public void meanwhile(int number, Point point, Runnable step) {
    plan.at(number, Phase.valueOf(point.name()), dev.portolan.sandbox.Fault.stranger(step));
  }

  private static dev.portolan.sandbox.Fault.Kind kind(Fault fault) {
    return switch (fault) {
      case KILL -> dev.portolan.sandbox.Fault.Kind.KILL;
      case LOSE_RESPONSE -> dev.portolan.sandbox.Fault.Kind.DROP;
      case THROTTLE -> dev.portolan.sandbox.Fault.Kind.THROTTLE;
      case SERVER_ERROR -> dev.portolan.sandbox.Fault.Kind.SERVER_ERROR;
      case IN_PROGRESS -> dev.portolan.sandbox.Fault.Kind.IN_PROGRESS;
      case EXPIRED_CREDENTIALS -> dev.portolan.sandbox.Fault.Kind.EXPIRED_CREDENTIALS;
    };
  }

  /** Only what changes a thing of the project can meet another change of it. */
  @Override
  public boolean possible(Call call, Fault fault) {
    return fault != Fault.IN_PROGRESS || call.mutates() && !call.name().startsWith("registry:");
  }

  @Override
  public void clear() {
    plan.clear();
  }

  @Override
  public int unspent() {
    return plan.unspent();
  }
}
