package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What happened to an object.
 *
 * @param name such as {@code ObjectCreated:Put}
 * @param object as it stands in the state; nothing of one that is removed is told but its key
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
public record ObjectEvent(String name, String key, JsonNode object, Instant now) {
  /**
   * What each function is due that is to be told, by its ARN.
   *
   * @param stored the bucket, as it stands in the state
   */
  public Map<String, byte[]> due(String bucket, JsonNode stored) {
    Map<String, byte[]> due = new LinkedHashMap<>();
    JsonNode event = TextNode.valueOf("s3:" + name);
    for (JsonNode entry : stored.path(NotificationActions.HELD).path("entries")) {
      if (entry.path("kind").asText().equals("CloudFunction")
          && NotificationRules.takes(entry, event, key)) {
        due.put(
            entry.path("arn").asText(),
            envelope(bucket, stored, entry.path("id").asText()).getBytes(StandardCharsets.UTF_8));
      }
    }
    return due;
  }

  private String envelope(String bucket, JsonNode stored, String configuration) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("eventVersion", "2.1").put("eventSource", "aws:s3");
    record.put("awsRegion", stored.path("region").asText());
    record.put("eventTime", now.truncatedTo(ChronoUnit.MILLIS).toString());
    record.put("eventName", name);
    String owner = stored.path("owner").asText();
    record.putObject("userIdentity").put("principalId", "AWS:" + owner);
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record
        .putObject("responseElements")
        .put("x-amz-request-id", UUID.randomUUID().toString())
        .put("x-amz-id-2", UUID.randomUUID().toString());
    ObjectNode s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0").put("configurationId", configuration);
    ObjectNode told = s3.putObject("bucket").put("name", bucket);
    told.putObject("ownerIdentity").put("principalId", owner);
    told.put("arn", Buckets.arn(bucket));
    ObjectNode its = s3.putObject("object").put("key", encoded());
    if (name.startsWith("ObjectCreated:")) {
      its.put("size", object.path("size").asLong());
      its.put("eTag", object.path("etag").asText().replace("\"", ""));
    }
    its.put("sequencer", String.format("%018X", now.toEpochMilli() * 1_000_000 + now.getNano()));
    return event.toString();
  }

  /** As a form is: a blank is a plus; slashes stay. */
  private String encoded() {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
