package dev.portolan.runtime;

import dev.portolan.FunctionException;
import dev.portolan.HttpResponse;
import dev.portolan.Reject;
import dev.portolan.Retry;
import dev.portolan.codec.CodecException;
import java.time.Duration;

/** What callers and logs are told about failures: callers little, logs everything once. */
final class Failures {
  private Failures() {}

  static RuntimeException badInput(String message) {
    return new CodecException(message);
  }

  static HttpResponse response(Throwable failure, Invocation context) {
    FunctionException known = known(failure, context);
    log(failure, known, context);
    if (known == null) {
      return Problem.of(500, context.id());
    }
    HttpResponse response =
        failure instanceof Retry || failure instanceof Reject
            ? Problem.of(known.status(), context.id())
            : Problem.of(known.status(), context.id(), known.code(), known.getMessage());
    boolean delayed = failure instanceof Retry && ((Retry) failure).delay().isPresent();
    return delayed
        ? response.withHeader("retry-after", seconds(((Retry) failure).delay().get()))
        : response;
  }

  /** The status of a failure that nobody is answered for; it is logged. */
  static int status(Throwable failure, Invocation context) {
    FunctionException known = known(failure, context);
    log(failure, known, context);
    return known == null ? 500 : known.status();
  }

  /** Whole seconds, as the header has them; rounded up, since the delay is the least. */
  private static String seconds(Duration delay) {
    return Long.toString(delay.getSeconds() + (delay.getNano() > 0 ? 1 : 0));
  }

  static RuntimeException exception(Throwable failure, Invocation context) {
    FunctionException known = known(failure, context);
    log(failure, known, context);
    if (known == null || failure instanceof Retry || failure instanceof Reject) {
      return failed(context.id());
    }
    String message = context.id() + " " + known.code() + ": " + known.getMessage();
    return failure instanceof CodecException
        ? new BadEvent(message)
        : new FailedInvocation(message);
  }

  static RuntimeException failed(String id) {
    return new FailedInvocation(id);
  }

  /** The failure as one that may be shown, or {@code null} if it may not. */
  private static FunctionException known(Throwable failure, Invocation context) {
    if (failure instanceof FunctionException) {
      return (FunctionException) failure;
    }
    if (failure instanceof CodecException && !context.entered) {
      return new FunctionException(400, "bad-input", failure.getMessage());
    }
    if (failure instanceof Retry) {
      return new FunctionException(503, "retry", "");
    }
    return failure instanceof Reject ? new FunctionException(400, "reject", "") : null;
  }

  /**
   * Logs a failure, and ends here if the process is broken.
   *
   * <p>What goes wrong meanwhile must not take the answer along: exceptions of strangers are
   * printed here, and their messages are code.
   */
  private static void log(Throwable failure, FunctionException known, Invocation context) {
    boolean broken = isBroken(failure);
    try {
      boolean callersFault = known != null && known.status() < 500;
      System.Logger.Level level =
          callersFault ? System.Logger.Level.INFO : System.Logger.Level.ERROR;
      String what =
          callersFault ? " was refused: " + known.code() + ": " + told(failure, known) : " failed";
      boolean told = callersFault && failure.getCause() == null && !(failure instanceof Reject);
      context.logger().log(level, "Invocation " + context.id() + what, told ? null : failure);
    } catch (RuntimeException | Error unprintable) {
      broken |= isBroken(unprintable);
      logType(failure, context);
    }
    if (broken) {
      throw new Broken(context.id());
    }
  }

  /** What a reader of ours says of an input may be in the words of its sender. */
  private static String told(Throwable failure, FunctionException known) {
    return failure instanceof CodecException ? OneLine.of(known.getMessage()) : known.getMessage();
  }

  private static void logType(Throwable failure, Invocation context) {
    try {
      String type = failure.getClass().getName();
      context
          .logger()
          .log(
              System.Logger.Level.ERROR,
              "Invocation " + context.id() + " failed with a " + type + " that cannot be printed");
    } catch (RuntimeException | Error unusable) {
      // The logger itself does not work: there is nobody left to tell.
    }
  }

  /** A stack that overflowed is empty again; what else the machine complains of stays. */
  private static boolean isBroken(Throwable failure) {
    return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
  }

  static HttpResponse late(Invocation context, Thread handler) {
    Throwable where = new Throwable("The handler was here when its time was up");
    where.setStackTrace(handler.getStackTrace());
    context
        .logger()
        .log(
            System.Logger.Level.WARNING,
            "Invocation " + context.id() + " was not finished in time and was interrupted",
            where);
    return Problem.of(504, context.id());
  }
}
