package dev.portolan.sandbox.azure.plane;

/**
 * Where a site's host stands.
 *
 * @param message why it failed, or what is wrong with some of its functions, in the host's words;
 *     empty otherwise
 */
public record Standing(State state, String message) {
  /** Whether requests can be sent to it. */
  public enum State {
    STARTING,
    RUNNING,
    FAILED
  }

  public static Standing starting() {
    return new Standing(State.STARTING, "");
  }

  public static Standing running() {
    return new Standing(State.RUNNING, "");
  }

  /** Running, with functions that it could not load. */
  public static Standing runningWith(String message) {
    return new Standing(State.RUNNING, message);
  }

  public static Standing failed(String message) {
    return new Standing(State.FAILED, message);
  }
}
