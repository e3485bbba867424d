package dev.portolan.runtime;

import dev.portolan.Batch;
import dev.portolan.Reject;
import dev.portolan.Retry;

/** Turns what became of a batch into one answer, where a platform takes no more than one. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Fails for now if one event shall come again, for good if one is refused: an event may be
   * handled twice then, but none is lost.
   */
  static void check(Batch.Result result) {
    Batch.Outcome refused = null;
    for (Batch.Outcome outcome : result.outcomes()) {
      if (outcome.kind() == Batch.Outcome.Kind.RETRY) {
        throw new Retry("An event of the batch shall be tried again", null, outcome.cause());
      }
      refused = outcome.kind() == Batch.Outcome.Kind.REJECT ? outcome : refused;
    }
    if (refused != null) {
      throw new Reject("An event of the batch was refused", refused.cause());
    }
  }
}
