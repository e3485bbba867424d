package dev.portolan.adapter.awslambda;

import java.util.List;
import java.util.Map;

/** Knows the events of AWS by their structure, those that are not understood here too. */
final class Envelopes {
  private Envelopes() {}

  /** What to call this event; {@code null} if it is nobody's but the caller's own document. */
  static String name(Map<?, ?> event) {
    if (event.get("requestContext") instanceof Map) {
      return gateway(event, (Map<?, ?>) event.get("requestContext"));
    }
    if (event.get("Records") instanceof List) {
      return records((List<?>) event.get("Records"));
    }
    if (event.get("detail-type") instanceof String && event.get("source") instanceof String) {
      return "an EventBridge event";
    }
    if (event.get("awslogs") instanceof Map) {
      return "a CloudWatch Logs event";
    }
    if (isKafka(event)) {
      return "a Kafka event";
    }
    Object source = event.get("eventSource");
    boolean own = !(source instanceof String) || !((String) source).startsWith("aws:");
    return own ? null : "an event of a source unknown here";
  }

  /** Requests in the payloads that are understood here are none of these. */
  private static String gateway(Map<?, ?> event, Map<?, ?> context) {
    if (context.containsKey("connectionId")) {
      return "an event of a WebSocket API";
    }
    if (Gateways.isQuestion(event)) {
      return "a question to an authorizer";
    }
    if (context.containsKey("serviceNetworkArn")) {
      return "a request of VPC Lattice";
    }
    return "2.0".equals(event.get("version"))
        ? "a payload of format 2.0 without an HTTP request"
        : "a request of a gateway in a format unknown here";
  }

  /**
   * Whether it is one of MSK, or of a Kafka cluster of one's own, for which there are two words.
   */
  static boolean isKafka(Map<?, ?> event) {
    Object source = event.get("eventSource");
    return "aws:kafka".equals(source)
        || "aws:SelfManagedKafka".equals(source)
        || "SelfManagedKafka".equals(source);
  }

  /** What the first of these records that is one says it is of; {@code null} if none does. */
  static String source(List<?> records) {
    for (Object each : records) {
      if (each instanceof Map) {
        Object source = ((Map<?, ?>) each).get("eventSource");
        source = source == null ? ((Map<?, ?>) each).get("EventSource") : source;
        if (source instanceof String && ((String) source).startsWith("aws:")) {
          return (String) source;
        }
      }
    }
    return null;
  }

  private static String records(List<?> records) {
    String source = source(records);
    if (source == null) {
      return null;
    }
    switch (source) {
      case "aws:sqs":
        return "an SQS event";
      case "aws:sns":
        return "an SNS event";
      case "aws:s3":
        return "an S3 event";
      case "aws:kinesis":
        return "a Kinesis event";
      case "aws:dynamodb":
        return "a DynamoDB event";
      default:
        return "an event of a source unknown here";
    }
  }
}
