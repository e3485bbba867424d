package dev.portolan.provider.knative;

/** Says that what a plan was made for is no longer so: somebody else was at work. */
final class ChangedMeanwhile extends Exception {
  private static final long serialVersionUID = 1L;

  ChangedMeanwhile(String message) {
    super(message);
  }
}
