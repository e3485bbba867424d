package dev.portolan.adapter.awslambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Batches of each source whose records carry these words. */
final class Batches {
  private Batches() {}

  /** Of a standard queue; a word after a colon is the group. */
  static String sqs(String... words) {
    return queue("q", words);
  }

  static String queue(String queue, String... words) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      String[] parts = words[i].split(":");
      records.append(i == 0 ? "" : ",").append("{\"messageId\":\"m").append(i);
      records.append("\",\"receiptHandle\":\"r").append(i);
      records.append("\",\"body\":\"").append(parts[0]).append("\",\"attributes\":{");
      records.append(parts.length > 1 ? "\"MessageGroupId\":\"" + parts[1] + "\"" : "");
      records.append("},\"eventSource\":\"aws:sqs\",\"eventSourceARN\":");
      records.append("\"arn:aws:sqs:eu-west-1:123456789012:").append(queue).append("\"}");
    }
    return "{\"Records\":[" + records + "]}";
  }

  /** Of a shard; the numbers of the records grow, in length too. */
  static String kinesis(String... words) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      records.append(i == 0 ? "" : ",").append("{\"eventID\":\"shardId-0:").append(i);
      records.append("\",\"kinesis\":{\"partitionKey\":\"k\",\"sequenceNumber\":\"").append(98 + i);
      records.append("\",\"data\":\"").append(base64(words[i])).append("\"},");
      records.append("\"eventSource\":\"aws:kinesis\",\"eventSourceARN\":\"arn:aws:kinesis:s\"}");
    }
    return "{\"Records\":[" + records + "]}";
  }

  static String dynamoDb(String... words) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      records.append(i == 0 ? "" : ",").append("{\"eventID\":\"").append(i);
      records.append("\",\"eventName\":\"INSERT\",\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"");
      records.append(words[i]).append("\"}},\"SequenceNumber\":\"").append(111 + i);
      records.append("\"},\"eventSource\":\"aws:dynamodb\",");
      records.append("\"eventSourceARN\":\"arn:aws:dynamodb:t\"}");
    }
    return "{\"Records\":[" + records + "]}";
  }

  /** Of two partitions, in turn; offsets from 7 in each. */
  static String kafka(String... words) {
    StringBuilder[] partitions = {new StringBuilder(), new StringBuilder()};
    for (int i = 0; i < words.length; i++) {
      StringBuilder records = partitions[i % 2];
      records.append(records.length() == 0 ? "" : ",").append("{\"topic\":\"t\",\"partition\":");
      records.append(i % 2).append(",\"offset\":").append(7 + i / 2).append(",\"value\":\"");
      records.append(base64(words[i])).append("\"}");
    }
    return "{\"eventSource\":\"aws:kafka\",\"eventSourceArn\":\"arn:aws:kafka:c\",\"records\":{"
        + "\"t-0\":["
        + partitions[0]
        + "],\"t-1\":["
        + partitions[1]
        + "]}}";
  }

  static String sns(String word) {
    return "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"MessageId\":\"n1\",\"TopicArn\":"
        + "\"arn:aws:sns:eu-west-1:123456789012:orders\",\"Message\":\""
        + word
        + "\"}}]}";
  }

  static String base64(String word) {
    return Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8));
  }
}
