package dev.portolan.sandbox.gcp.local;

/** No instance takes the request. */
final class NoInstanceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean full;

  NoInstanceException(String message, boolean full) {
    super(message);
    this.full = full;
  }

  /** Whether as many run as may, and all have as much to do as they may. */
  boolean full() {
    return full;
  }
}
