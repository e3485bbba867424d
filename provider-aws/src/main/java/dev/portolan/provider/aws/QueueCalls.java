package dev.portolan.provider.aws;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues: one method a call, save that one is found by two. */
record QueueCalls(Supplier<SqsClient> client, Ledger ledger) {
  Optional<SeenQueue.Queue> find(String name) throws Exception {
    Optional<String> url = url(name);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    QueueAttributeName visibility = QueueAttributeName.VISIBILITY_TIMEOUT;
    return ledger
        .find(
            () ->
                client
                    .get()
                    .getQueueAttributes(r -> r.queueUrl(url.get()).attributeNames(visibility)),
            QueueCalls::absent)
        .map(GetQueueAttributesResponse::attributes)
        .map(held -> Integer.parseInt(held.getOrDefault(visibility, "30")))
        .map(seconds -> new SeenQueue.Queue(url.get(), seconds));
  }

  Optional<String> url(String name) throws Exception {
    return ledger
        .find(() -> client.get().getQueueUrl(r -> r.queueName(name)), QueueCalls::absent)
        .map(GetQueueUrlResponse::queueUrl);
  }

  void create(String name, Map<QueueAttributeName, String> with, Map<String, String> tags)
      throws Exception {
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    attributes.putAll(with);
    if (name.endsWith(QueueName.FIFO)) {
      attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    ledger.create(
        () -> client.get().createQueue(r -> r.queueName(name).attributes(attributes).tags(tags)));
  }

  private static boolean absent(Exception answer) {
    return answer instanceof QueueDoesNotExistException;
  }
}
