package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.codec.CodecException;
import java.util.List;

/**
 * Takes what Event Grid delivers, in its own schema or that of CloudEvents: {@code
 * eventGridTrigger} into {@code event}.
 */
public final class EventGridEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public EventGridEntryPoint() {
    this(null);
  }

  EventGridEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one event.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "event", type = "eventGridTrigger") String event,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    Object tree;
    try {
      tree = EventGridWire.event(event);
    } catch (CodecException unreadable) {
      Delivery.unreadable(event, unreadable.getMessage(), app, context);
      return;
    }
    Delivery.of(List.of(tree), 1, app, context);
  }
}
