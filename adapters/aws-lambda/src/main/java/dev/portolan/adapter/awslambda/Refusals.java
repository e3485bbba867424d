package dev.portolan.adapter.awslambda;

import dev.portolan.runtime.BadEvent;
import dev.portolan.runtime.Problem;

/** What is said when the function is not called, or its answer cannot be sent. */
final class Refusals {
  private Refusals() {}

  static RuntimeException notJson(String id, RuntimeException malformed) {
    return new BadEvent(id + " bad-input: " + malformed.getMessage());
  }

  static RuntimeException unsupported(String id, String name, boolean takesEvents) {
    String events = takesEvents ? ", events of the sources that Portolan knows" : "";
    return new UnsupportedEvent(
        id
            + " This is "
            + name
            + ". The function takes HTTP requests in payload format 2.0"
            + events
            + " and direct invocations.");
  }

  static byte[] badRequest(String id, RuntimeException malformed) {
    log(System.Logger.Level.INFO, "Invocation " + id + " came with a malformed request", malformed);
    return LambdaWire.response(Problem.of(400, id));
  }

  static byte[] tooLong(String id, byte[] answer) {
    String message =
        "Invocation "
            + id
            + " answered "
            + answer.length
            + " bytes, more than Lambda can send: "
            + LambdaWire.MAX_RESPONSE
            + ". Answer less, or hand out a link.";
    log(System.Logger.Level.ERROR, message, null);
    return LambdaWire.response(Problem.of(500, id));
  }

  private static void log(System.Logger.Level level, String message, Throwable thrown) {
    System.getLogger("dev.portolan").log(level, message, thrown);
  }
}
