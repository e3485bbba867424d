package dev.portolan.sandbox.azure.worker;

/**
 * What the host is told of an invocation ({@code InvocationResponse}).
 *
 * @param returned what the function returned; {@link Datum.None} if it failed, or its method
 *     returns nothing
 * @param failure the innermost cause, its class first; {@code null} if there was none
 * @param stack where it happened; empty if it did not
 */
public record Outcome(Datum returned, String failure, String stack) {

  static Outcome of(Datum returned) {
    return new Outcome(returned, null, "");
  }

  /** As {@code MessageHandler.handle} tells an exception. */
  public static Outcome of(Exception thrown) {
    StringBuilder stack = new StringBuilder();
    Throwable innermost = thrown;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      stack.append(stack.length() == 0 ? "" : "Caused by: ").append(each).append('\n');
      for (StackTraceElement element : each.getStackTrace()) {
        stack.append("\tat ").append(element).append('\n');
      }
      innermost = each;
    }
    String message = innermost.getMessage() == null ? "" : innermost.getMessage();
    return new Outcome(
        new Datum.None(), innermost.getClass().getSimpleName() + ": " + message, stack.toString());
  }

  /** Whether the function returned. */
  public boolean succeeded() {
    return failure == null;
  }
}
