package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.Event;
import dev.portolan.runtime.EventOfKind;
import java.util.List;
import java.util.Map;

/**
 * Takes the messages of a storage queue: {@code queueTrigger} into {@code message}, of the data
 * type {@code binary}.
 *
 * <p>Its source is the queue's URL, where the app has settings of a connection that is called
 * {@code PORTOLAN_QUEUE}, and {@code PORTOLAN_QUEUE_NAME}. A message that failed comes again until
 * it has come {@code maxDequeueCount} times, and goes to the poison queue then.
 */
public final class QueueEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public QueueEntryPoint() {
    this(null);
  }

  QueueEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one message.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "message", type = "queueTrigger") byte[] message,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    String id = AzureEvents.told(context, "Id");
    Map<Object, Object> event =
        AzureEvents.event(
            id == null ? context.getInvocationId() : id,
            AzureEvents.QUEUE_MESSAGE,
            Sources.storageQueue(app, context));
    AzureEvents.put(event, "time", AzureEvents.told(context, "InsertionTime"));
    int attempt = AzureEvents.count(context, "DequeueCount");
    AzureEvents.attempt(event, attempt);
    Map<?, ?> told = new EventOfKind(AzureEvents.message(event, message), Event.Kind.QUEUE);
    Delivery.of(List.of(told), attempt, app, context);
  }
}
