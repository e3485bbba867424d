package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.LostEvent;
import dev.portolan.runtime.OneLine;
import java.util.List;
import java.util.Map;

/**
 * Takes what is published to a topic of Service Bus from a subscription: {@code serviceBusTrigger}
 * into {@code message}, of the data type {@code binary}.
 *
 * <p>Of the topic that {@code PORTOLAN_TOPIC_NAME} names, the function is handed the types that it
 * asks for; without that name, all. Nothing in a message tells which topic it was published to. Of
 * a topic that this version of the function does not name all comes again: an app is told of
 * another topic before it has the code for it, and keeps that of before for a while after it is
 * told of the earlier one again. Such a message is held first: a message comes again until it has
 * come as often as the subscription allows, and is dead then, and ten times must take longer than a
 * package takes to be published. Nothing waits behind it that could be handled: the topic's
 * messages are all of a kind, and others have listeners of their own.
 */
public final class ServiceBusTopicEntryPoint {
  /** Shorter than the lock that a subscription gives unless told otherwise, of a minute. */
  static final long HOLD_MILLIS = 30_000;

  private static final String TOPIC = "PORTOLAN_TOPIC_NAME";

  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public ServiceBusTopicEntryPoint() {
    this(null);
  }

  ServiceBusTopicEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one message.
   *
   * @throws FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "message", type = "serviceBusTrigger") byte[] message,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    int attempt = AzureEvents.count(context, "DeliveryCount");
    Map<?, ?> event = ServiceBusWire.ofTopic(message, attempt, app, context);
    String topic = app.environment.get(TOPIC);
    if (topic != null && !app.invoker.takesTopic(topic)) {
      String told = LostEvent.named(event.get("id"), topic);
      String why = " comes again: this version of the function names another topic";
      log(app, System.Logger.Level.WARNING, told + why);
      hold(app);
      throw new FailedInvocation(context.getInvocationId());
    }
    if (topic == null || isAsked(event, topic, app)) {
      Delivery.of(List.of(event), attempt, app, context);
    }
  }

  /** No longer than the host lets an invocation run. */
  private static void hold(App app) {
    try {
      app.pause.millis(Math.min(HOLD_MILLIS, app.limits.eventMillis()));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of a topic that the function named with types those; what is not asked for is completed. */
  private static boolean isAsked(Map<?, ?> event, String topic, App app) {
    if (app.invoker.asksFor(topic, event.get("type"))) {
      return true;
    }
    String dropped = LostEvent.named(event.get("id"), topic);
    String why =
        " is dropped: the function does not ask for its type " + OneLine.of(event.get("type"));
    log(app, System.Logger.Level.INFO, dropped + why);
    return false;
  }

  private static void log(App app, System.Logger.Level level, String line) {
    System.getLogger(app.invoker.functionName()).log(level, line);
  }
}
