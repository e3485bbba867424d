package dev.portolan.test;

import org.opentest4j.AssertionFailedError;

/** An assertion that failed, as whoever reads of it among those of all platforms needs it. */
final class Failure {
  private Failure() {}

  /** The same failure with its platform, and with what happened there and not elsewhere. */
  static AssertionFailedError of(
      AssertionError thrown, Recording recording, Comparison comparison) {
    String own = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    boolean told = own.startsWith(recording.provider() + " ");
    String where = told ? own : "on " + recording.provider() + ": " + own;
    String message =
        comparison.difference(recording).map(more -> where + "\n" + more).orElse(where);
    if (thrown instanceof AssertionFailedError failed
        && failed.isExpectedDefined()
        && failed.isActualDefined()) {
      return new AssertionFailedError(message, failed.getExpected(), failed.getActual(), thrown);
    }
    return new AssertionFailedError(message, thrown);
  }
}
