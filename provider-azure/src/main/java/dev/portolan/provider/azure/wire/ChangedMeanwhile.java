package dev.portolan.provider.azure.wire;

/** What was planned for is no longer there: somebody else has changed it meanwhile. */
public final class ChangedMeanwhile extends Exception {
  private static final long serialVersionUID = 1L;

  public ChangedMeanwhile(String message) {
    super(message);
  }
}
