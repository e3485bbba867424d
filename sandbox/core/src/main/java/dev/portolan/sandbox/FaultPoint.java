package dev.portolan.sandbox;

/**
 * A place where a call may go wrong.
 *
 * @param number of the call, from 1, counted over all services since the log was cleared
 */
public record FaultPoint(int number, String service, String operation, Phase phase) {
  /** The moments of a call. */
  public enum Phase {
    /** P1: nothing of the request has arrived. */
    BEFORE_SEND,
    /** P2: the request took effect, its answer was not sent. */
    AFTER_COMMIT,
    /** P3: the answer was sent. */
    AFTER_RESPONSE
  }

  @Override
  public String toString() {
    return "call " + number + " " + service + ":" + operation + " " + phase;
  }
}
