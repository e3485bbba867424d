package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.UntoldData;

/**
 * Takes the records of a topic of Kafka: {@code kafkaTrigger} into {@code record}, one at a time,
 * with {@code dataType} {@code binary}: as text the host would hand over U+FFFD in the place of
 * each byte that is no UTF-8.
 *
 * <p>One that failed comes again if the function has a retry policy, or if {@code host.json} says
 * {@code commitOnFailure} {@code false}.
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
   * Hands over one record. A worker that does not tell where it stands fails, and it comes again.
   *
   * @param value empty too where the record has none: the host tells the two alike
   * @throws dev.portolan.runtime.FailedInvocation if it shall come again
   */
  public void run(
      @CustomBinding(direction = "in", name = "record", type = "kafkaTrigger") byte[] value,
      @BindingName("Topic") String topic,
      @BindingName("Partition") String partition,
      @BindingName("Offset") String offset,
      ExecutionContext context) {
    App app = (apps == null ? Apps.ofProcess() : apps).app();
    KafkaWire record;
    try {
      record = KafkaWire.of(value, topic, partition, offset, context);
    } catch (CodecException unreadable) {
      Delivery.unreadable(new UntoldData(value), unreadable.getMessage(), app, context);
      return;
    }
    Delivery.of(record, app, context);
  }
}
