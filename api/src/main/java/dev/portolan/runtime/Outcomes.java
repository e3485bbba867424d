package dev.portolan.runtime;

import dev.portolan.Batch;
import dev.portolan.Reject;
import dev.portolan.Retry;
import dev.portolan.codec.CodecException;

/** What becomes of events; and of a batch, where a platform takes no more than one answer. */
final class Outcomes {
  private Outcomes() {}

  /**
   * What shall happen to an event that failed so, which is logged.
   *
   * @throws VirtualMachineError if the process is broken, without any detail
   */
  static Batch.Outcome of(Throwable failure, Invocation context) {
    int status = Failures.status(failure, context);
    boolean later = status == 408 || status == 409 || status == 425 || status == 429;
    return status >= 500 || later ? Batch.Outcome.retry(failure) : Batch.Outcome.reject(failure);
  }

  /** Why an event was refused, for the log. */
  static String why(Batch.Outcome refused) {
    Throwable cause = refused.cause();
    if (cause == null) {
      return "the function refused it";
    }
    return cause instanceof CodecException
        ? "it cannot be read: ".concat(cause.getMessage())
        : "the function refused it: ".concat(String.valueOf(cause.getMessage()));
  }

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
