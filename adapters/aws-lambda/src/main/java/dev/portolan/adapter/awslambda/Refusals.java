package dev.portolan.adapter.awslambda;

import dev.portolan.HttpResponse;
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
            + ". The function takes HTTP requests of API Gateway, function URLs and Application"
            + " Load Balancers"
            + events
            + " and direct invocations.");
  }

  static HttpResponse badRequest(String id, RuntimeException malformed) {
    log(System.Logger.Level.INFO, "Invocation " + id + " came with a malformed request", malformed);
    return Problem.of(400, id);
  }

  static HttpResponse tooLong(String id, int length, int longest) {
    return cannotBeSent(
        id,
        "it answered "
            + length
            + " bytes, more than can be sent: "
            + longest
            + ". Answer less, or hand out a link.");
  }

  static HttpResponse cannotBeSent(String id, String problem) {
    log(System.Logger.Level.ERROR, "Invocation " + id + ": " + problem, null);
    return Problem.of(500, id);
  }

  private static void log(System.Logger.Level level, String message, Throwable thrown) {
    System.getLogger("dev.portolan").log(level, message, thrown);
  }
}
