package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.codec.CodecException;
import java.util.List;

/**
 * Takes the records of a topic of Kafka: {@code kafkaTrigger} into {@code record}, one at a time.
 *
 * <p>One that failed comes again if the function has a retry policy.
 */
public final class KafkaEntryPoint {
  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public KafkaEntryPoint() {
    this(null);
  }

  KafkaEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Hands over one record.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "record", type = "kafkaTrigger") String record,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    Object event;
    try {
      event = KafkaWire.event(record, app, context);
    } catch (CodecException unreadable) {
      Delivery.unreadable(record, unreadable.getMessage(), app, context);
      return;
    }
    Delivery.of(List.of(event), 1, app, context);
  }
}
