package dev.portolan.provider.gcp.wire;

/** Says that what a plan was made for is no longer so: somebody else was at work. */
public final class ChangedMeanwhile extends Exception {
  private static final long serialVersionUID = 1L;

  public ChangedMeanwhile(String message) {
    super(message);
  }
}
