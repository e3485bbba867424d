package dev.portolan.sandbox;

import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.FaultPoint.Phase;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every call to a cloud passes: reserve the fault point, let the cloud validate and commit,
 * then answer, with a fault possible at each step.
 */
public final class CallGate {
  private final FaultPlan faults;
  private final CallLog log;

  public CallGate(FaultPlan faults, CallLog log) {
    this.faults = faults;
    this.log = log;
  }

  /** What is known of a call before it is carried out. */
  public record Arrival(String service, String operation, Access access, String target) {}

  /** Validates, commits and words the answer; told whether to look at the state before. */
  @FunctionalInterface
  public interface Work {
    WireResponse run(boolean stale);
  }

  /** Passes one call. {@code refusal} words the faults that are answered. */
  public WireResponse pass(Arrival arrival, Work work, Function<Fault, WireResponse> refusal)
      throws ConnectionLostException {
    if (faults.killed()) {
      throw new CallerKilledError("the caller was killed before " + arrival.operation());
    }
    int number = log.next();
    Passage passage = new Passage(number, arrival);
    WireResponse refused = passage.strike(Phase.BEFORE_SEND, refusal);
    if (refused != null) {
      return refused;
    }
    boolean stale = arrival.access() == Access.READ && faults.takeStaleRead();
    WireResponse answer = work.run(stale);
    passage.status = answer.status();
    WireResponse replaced = passage.strike(Phase.AFTER_COMMIT, refusal);
    if (replaced != null) {
      return replaced;
    }
    passage.record();
    passage.afterResponse();
    return answer;
  }

  private final class Passage {
    private final int number;
    private final Arrival arrival;
    private int status;

    private Passage(int number, Arrival arrival) {
      this.number = number;
      this.arrival = arrival;
    }

    private Optional<Fault> fault(Phase phase) {
      return faults.take(new FaultPoint(number, arrival.service(), arrival.operation(), phase));
    }

    private WireResponse strike(Phase phase, Function<Fault, WireResponse> refusal)
        throws ConnectionLostException {
      Optional<Fault> taken = fault(phase);
      if (taken.isEmpty()) {
        return null;
      }
      Fault fault = taken.get();
      switch (fault.kind()) {
        case KILL -> {
          faults.kill();
          status = 0;
          record();
          throw new CallerKilledError("killed " + phase + " of " + arrival.operation());
        }
        case DROP, RESET -> {
          status = 0;
          record();
          throw new ConnectionLostException(
              fault.kind() == Fault.Kind.RESET ? "Connection reset" : "Unexpected end of file");
        }
        case STALE_READS -> {
          faults.stale(fault.amount());
          return null;
        }
        case STRANGER -> {
          fault.step().run();
          return null;
        }
        default -> {
          WireResponse refused = refusal.apply(fault);
          status = refused.status();
          record();
          return refused;
        }
      }
    }

    private void afterResponse() {
      fault(Phase.AFTER_RESPONSE)
          .ifPresent(
              fault -> {
                switch (fault.kind()) {
                  case KILL -> faults.kill();
                  case STALE_READS -> faults.stale(fault.amount());
                  case STRANGER -> fault.step().run();
                  default ->
                      throw new IllegalArgumentException(
                          fault.kind() + " cannot strike after the response");
                }
              });
    }

    private void record() {
      log.add(
          number,
          arrival.service(),
          arrival.operation(),
          arrival.access(),
          arrival.target(),
          status);
    }
  }
}
