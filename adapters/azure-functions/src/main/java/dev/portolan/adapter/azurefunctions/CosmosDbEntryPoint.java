package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.codec.CodecException;
import java.util.List;

/**
 * Takes the changes of a container of Cosmos DB: {@code cosmosDBTrigger} into {@code documents}.
 *
 * <p>They come together. If one fails all come again if the function has a retry policy, and none
 * if it has not; deletes never come.
 */
public final class CosmosDbEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public CosmosDbEntryPoint() {
    this(null);
  }

  CosmosDbEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over documents, one after the other.
   *
   * @throws dev.portolan.runtime.FailedInvocation if they shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "documents", type = "cosmosDBTrigger")
          String documents,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    List<Object> events;
    try {
      events = CosmosDbWire.events(documents, app, context);
    } catch (CodecException unreadable) {
      Delivery.unreadable(documents, unreadable.getMessage(), app, context);
      return;
    }
    Delivery.of(events, 1, app, context);
  }
}
