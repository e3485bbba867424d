package dev.portolan.sandbox.images.pod;

/** A container that could not be started, or ended before it was ready. */
public final class PodFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient PodFailure failure;

  public PodFailedException(PodFailure failure) {
    super(failure.reason() + ": " + failure.message());
    this.failure = failure;
  }

  public PodFailure failure() {
    return failure;
  }
}
