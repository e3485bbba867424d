package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.DeadLetters;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.LostEvent;
import java.util.List;
import java.util.Map;

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
   *     comes no more is among the dead letters, or in the log where there are none
   */
  static void of(List<Object> events, int attempt, App app, ExecutionContext context) {
    of(events, attempt, null, app, context);
  }

  /** The same of a record of Kafka, of which more is known than its event says. */
  static void of(KafkaWire record, App app, ExecutionContext context) {
    of(List.of(record.event(app, context)), 1, record, app, context);
  }

  private static void of(
      List<Object> events, int attempt, KafkaWire record, App app, ExecutionContext context) {
    long deadline = AzureCall.in(app.limits.eventMillis());
    app.ending.began();
    try {
      for (Object event : events) {
        AzureCall call = new AzureCall(app, context, deadline);
        call.attempt(attempt);
        call.record(record);
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
      keep(event, "it cannot be read: " + unreadable.getMessage(), app, call);
      return;
    }
    if (response != null && isFinal(response.status())) {
      keep(event, "the function refused it: " + response.status(), app, call);
    } else if (response == null || response.status() >= 300) {
      throw new FailedInvocation(call.id());
    }
  }

  /** Keeps what came and is no event; as {@link #of} in all else. */
  static void unreadable(Object came, String why, App app, ExecutionContext context) {
    app.ending.began();
    try {
      keep(came, why, app, new AzureCall(app, context, AzureCall.in(app.limits.eventMillis())));
    } finally {
      app.ending.answered();
    }
  }

  /**
   * Has nobody deliver it again, once it is among the dead letters; a tick is not kept: the next
   * one comes by itself.
   */
  private static void keep(Object event, String why, App app, AzureCall call) {
    boolean tick = event instanceof Map && AzureEvents.TICK.equals(((Map<?, ?>) event).get("type"));
    if (tick) {
      LostEvent.log(event, why, app.invoker);
    } else if (!DeadLetters.take(event, why, app.invoker, call)) {
      throw new FailedInvocation(call.id());
    }
  }

  /** Whether a failure of this status would be the same the next time. */
  private static boolean isFinal(int status) {
    boolean later = status == 408 || status == 409 || status == 425 || status == 429;
    return status >= 400 && status < 500 && !later;
  }
}
