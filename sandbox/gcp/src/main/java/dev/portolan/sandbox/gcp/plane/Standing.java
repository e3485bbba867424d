package dev.portolan.sandbox.gcp.plane;

/**
 * Where a revision stands.
 *
 * @param message why it failed, in Cloud Run's words; empty otherwise
 */
public record Standing(State state, String message) {
  /** Whether requests can be sent to it. */
  public enum State {
    STARTING,
    READY,
    FAILED
  }

  public static Standing starting() {
    return new Standing(State.STARTING, "");
  }

  public static Standing ready() {
    return new Standing(State.READY, "");
  }

  public static Standing failed(String message) {
    return new Standing(State.FAILED, message);
  }
}
