package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.lambda.KafkaMappings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Records of Kafka as a function gets them, by topic and partition.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html">the envelope</a> of MSK
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html">the same</a> of
 *     self-managed Kafka
 */
final class KafkaEnvelope {
  private KafkaEnvelope() {}

  static byte[] of(List<JsonNode> records, JsonNode mapping) {
    String arn = MappedFunctions.source(mapping);
    String topic = KafkaMappings.topic(mapping);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    if (arn.isEmpty()) {
      event.put("eventSource", "SelfManagedKafka");
      event.put("bootstrapServers", KafkaMappings.brokers(mapping));
    } else {
      event.put("eventSource", "aws:kafka").put("eventSourceArn", arn);
      event.put("bootstrapServers", broker(arn));
    }
    ObjectNode partitions = event.putObject("records");
    for (JsonNode record : records) {
      int partition = record.path("partition").asInt();
      ObjectNode shown = partitions.withArrayProperty(topic + "-" + partition).addObject();
      shown.put("topic", topic).put("partition", partition);
      shown.set("offset", record.path("offset"));
      shown.set("timestamp", record.path("at"));
      shown.put("timestampType", "CREATE_TIME");
      if (record.has("key")) {
        shown.set("key", record.path("key"));
      }
      shown.set("value", record.path("value"));
      shown.putArray("headers");
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String broker(String arn) {
    String[] parts = arn.split(":");
    String cluster = parts[5].split("/")[1].toLowerCase(Locale.ROOT);
    return "b-1." + cluster + ".kafka." + parts[3] + ".amazonaws.com:9098";
  }
}
