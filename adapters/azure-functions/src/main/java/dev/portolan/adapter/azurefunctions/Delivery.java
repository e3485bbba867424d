package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.LostEvent;
import java.util.List;

/**
 * Hands the events of a trigger to a function, on the worker's own thread.
 *
 * <p>Of events that came together each is handed over alone: Azure asks how all of them went, so
 * that one that failed brings all of them again.
 */
final class Delivery {
  private Delivery() {}

  /**
   * What the function answered; {@code null} if its time was up.
   *
   * @param tree as {@link dev.portolan.runtime.Invoker#eventHere} takes it
   */
  static HttpResponse invoke(Object tree, App app, AzureCall call) {
    app.deadlines().add(call.deadline);
    boolean inTime = false;
    HttpResponse response = null;
    try {
      response = app.invoker.eventHere(tree, call);
    } finally {
      inTime = app.deadlines().remove(call.deadline);
      // Whoever interrupted this thread meant the handler.
      Thread.interrupted();
    }
    return inTime ? response : null;
  }

  /**
   * Hands over what came, in its order.
   *
   * @param attempt which delivery it is, as the trigger counts
   * @throws FailedInvocation if it shall come again, by whatever the trigger has for that; what
   *     comes no more is in the log
   */
  static void of(List<Object> events, int attempt, App app, ExecutionContext context) {
    long deadline = AzureCall.in(app.limits.eventMillis());
    app.ending.began();
    try {
      for (Object event : events) {
        AzureCall call = new AzureCall(app, context, deadline);
        call.attempt(attempt);
        deliver(event, app, call);
      }
    } catch (VirtualMachineError broken) {
      throw HttpEntryPoint.giveUp();
    } finally {
      app.ending.answered();
    }
  }

  private static void deliver(Object event, App app, AzureCall call) {
    HttpResponse response;
    try {
      response = invoke(event, app, call);
    } catch (CodecException unreadable) {
      LostEvent.log(event, "it cannot be read: " + unreadable.getMessage(), app.invoker);
      return;
    }
    if (response != null && isFinal(response.status())) {
      LostEvent.log(event, "the function refused it: " + response.status(), app.invoker);
    } else if (response == null || response.status() >= 300) {
      throw new FailedInvocation(call.id());
    }
  }

  /** Whether a failure of this status would be the same the next time. */
  private static boolean isFinal(int status) {
    boolean later = status == 408 || status == 409 || status == 425 || status == 429;
    return status >= 400 && status < 500 && !later;
  }
}
