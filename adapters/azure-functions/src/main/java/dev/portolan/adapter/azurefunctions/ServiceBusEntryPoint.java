package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import java.util.List;

/**
 * Takes the messages of a queue of Service Bus: {@code serviceBusTrigger} into {@code message}, of
 * the data type {@code binary}.
 *
 * <p>A message that failed comes again until it has come as often as the queue allows, and is dead
 * then.
 */
public final class ServiceBusEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public ServiceBusEntryPoint() {
    this(null);
  }

  ServiceBusEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one message.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "message", type = "serviceBusTrigger") byte[] message,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    int attempt = AzureEvents.count(context, "DeliveryCount");
    Object event = ServiceBusWire.ofQueue(message, attempt, app, context);
    Delivery.of(List.of(event), attempt, app, context);
  }
}
