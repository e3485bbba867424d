package dev.portolan.sandbox;

/**
 * One call that arrived, or that a fault kept from arriving.
 *
 * @param target what it was about, as far as the address tells
 * @param status HTTP status answered; 0 when there was no answer
 */
public record CallRecord(
    int number, String service, String operation, Access access, String target, int status) {
  /** What a call does to the cloud. */
  public enum Access {
    READ,
    MUTATION,
    /** A read that asks again what was asked since the last mutation. */
    POLL,
    /** Runs a function; changes nothing of the deployment. */
    INVOCATION
  }

  @Override
  public String toString() {
    return number + " " + service + ":" + operation + " " + access + " " + target + " " + status;
  }
}
