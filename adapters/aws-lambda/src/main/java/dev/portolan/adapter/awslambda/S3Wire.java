package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notifications of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html), as
 * cloudevents/spec, adapters/aws-s3.md has them, but for the id: one request may store or remove
 * several objects, so that the sequencer is added.
 */
final class S3Wire implements RecordWire {
  static final String TYPE = "com.amazonaws.s3.";

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Map<?, ?> answer = Members.object(record, "responseElements");
    String more = Members.optional(answer, "x-amz-id-2");
    String sequencer = Members.optional(object(record), "sequencer");
    String id = Members.text(answer, "x-amz-request-id");
    String name = Members.text(record, "eventName");
    Map<String, Object> event =
        RecordWire.event(
            id + (more == null ? "" : "." + more) + (sequencer == null ? "" : "." + sequencer),
            Members.text(record, "eventSource")
                + "."
                + Members.text(record, "awsRegion")
                + "."
                + bucket(record),
            TYPE + (name.startsWith("s3:") ? name.substring(3) : name),
            Members.optional(record, "eventTime"));
    event.put("subject", key(record));
    event.put("data", record);
    return event;
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "responseElements"), "x-amz-request-id");
  }

  private static Map<?, ?> object(Map<?, ?> record) {
    return Members.object(Members.object(record, "s3"), "object");
  }

  private static String bucket(Map<?, ?> record) {
    return Members.text(Members.object(Members.object(record, "s3"), "bucket"), "name");
  }

  /** "The key is URL encoded", as a form is: a blank is a plus. */
  private static String key(Map<?, ?> record) {
    try {
      return URLDecoder.decode(Members.text(object(record), "key"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new CodecException("Expected a key that is URL-encoded");
    }
  }

  /** What {@code dev.portolan.ObjectRef} is made of. */
  static Map<String, Object> portable(Map<?, ?> record) {
    Map<?, ?> object = object(record);
    Map<String, Object> portable = new LinkedHashMap<>();
    portable.put("bucket", bucket(record));
    portable.put("key", key(record));
    RecordWire.put(portable, "size", object.get("size"));
    RecordWire.put(portable, "etag", Members.optional(object, "eTag"));
    RecordWire.put(portable, "version", Members.optional(object, "versionId"));
    return portable;
  }
}
