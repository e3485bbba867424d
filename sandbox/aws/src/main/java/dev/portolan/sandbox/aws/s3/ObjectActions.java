package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.aws.iam.Permissions;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Objects, in one piece each. */
final class ObjectActions {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final BlobStore blobs;
  private final Telling telling;

  ObjectActions(BlobStore blobs, Telling telling) {
    this.blobs = blobs;
    this.telling = telling;
  }

  Map<String, Action> all() {
    return Map.of(
        "PutObject", this::put,
        "GetObject", this::get,
        "HeadObject", this::head,
        "DeleteObject", this::delete,
        "ListObjectsV2", this::list);
  }

  private Reply put(Call call) {
    ObjectNode bucket = Buckets.bucket(call);
    Payload payload = Payload.from(call.request());
    ObjectNode objects = call.part(bucket, "objects");
    JsonNode existing = objects.path(call.text("Key"));
    WireHeaders headers = call.request().headers();
    boolean mustBeNew = headers.first("If-None-Match").isPresent();
    boolean mustMatch = headers.first("If-Match").isPresent();
    if ((mustBeNew && !existing.isMissingNode())
        || (mustMatch && !headers.first("If-Match").get().equals(existing.path("etag").asText()))) {
      throw S3Error.PRECONDITION.refusalWith("Condition", mustBeNew ? "If-None-Match" : "If-Match");
    }
    String type = headers.first("Content-Type").orElse("binary/octet-stream");
    ObjectNode object = StoredObject.of(payload.bytes(), type, blobs, call.now());
    ObjectNode kept = (ObjectNode) object.get("headers");
    payload.checksums().forEach(kept::put);
    headers
        .asMap()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-meta-")) {
                kept.put(name.toLowerCase(Locale.ROOT), values.get(0));
              }
            });
    objects.set(call.text("Key"), object);
    telling.tell(call, "ObjectCreated:Put", object);
    Reply reply = Reply.empty().with("ETag", object.path("etag").asText());
    for (Map.Entry<String, String> checksum : payload.checksums().entrySet()) {
      reply = reply.with(checksum.getKey(), checksum.getValue());
    }
    return reply;
  }

  private static JsonNode object(Call call) {
    JsonNode object = Buckets.bucket(call).path("objects").path(call.text("Key"));
    if (object.isMissingNode()) {
      unlessHidden(call);
      throw S3Error.NO_KEY.refusalWith("Key", call.text("Key"));
    }
    return object;
  }

  /**
   * "If you don't have the s3:ListBucket permission, Amazon S3 returns an HTTP status code 403" for
   * an object that is not there.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  private static void unlessHidden(Call call) {
    String role = call.caller().role();
    String bucket = Buckets.arn(call.text("Bucket"));
    if (!role.isEmpty() && !Permissions.allow(call.state(), role, "s3:ListBucket", bucket)) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
  }

  private static WireHeaders headers(JsonNode object) {
    WireHeaders headers =
        WireHeaders.of("Content-Type", object.path("contentType").asText())
            .with("Content-Length", object.path("size").asText())
            .with("ETag", object.path("etag").asText())
            .with("Accept-Ranges", "bytes")
            .with(
                "Last-Modified", HTTP_DATE.format(Instant.parse(object.path("modified").asText())));
    for (Map.Entry<String, JsonNode> kept : object.path("headers").properties()) {
      if (kept.getKey().startsWith("x-amz-meta-")) {
        headers = headers.with(kept.getKey(), kept.getValue().asText());
      }
    }
    return headers;
  }

  private Reply get(Call call) {
    if (call.request().headers().first("Range").isPresent()) {
      throw S3Error.NOT_IMPLEMENTED.refusal("Range");
    }
    JsonNode object = object(call);
    return Reply.raw(200, blobs.get(object.path("blob").asText()), headers(object));
  }

  private Reply head(Call call) {
    return Reply.raw(200, new byte[0], headers(object(call)));
  }

  /** No error when there is nothing to delete, and nothing to tell. */
  private Reply delete(Call call) {
    JsonNode removed = call.part(Buckets.bucket(call), "objects").remove(call.text("Key"));
    if (removed != null) {
      telling.tell(call, "ObjectRemoved:Delete", removed);
    }
    return Reply.empty();
  }

  private Reply list(Call call) {
    Map<String, List<String>> query = call.request().parameters();
    if (!query.getOrDefault("list-type", List.of()).equals(List.of("2"))
        || query.containsKey("delimiter")) {
      throw S3Error.NOT_IMPLEMENTED.refusal("lists other than ListObjectsV2, delimiters");
    }
    String prefix = String.join("", query.getOrDefault("prefix", List.of()));
    String after =
        String.join(
            "",
            query.getOrDefault("continuation-token", query.getOrDefault("start-after", List.of())));
    int most = Integer.parseInt(query.getOrDefault("max-keys", List.of("1000")).get(0));
    boolean encode = query.containsKey("encoding-type");
    TreeMap<String, JsonNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> object : Buckets.bucket(call).path("objects").properties()) {
      if (object.getKey().startsWith(prefix) && object.getKey().compareTo(after) > 0) {
        found.put(object.getKey(), object.getValue());
      }
    }
    List<String> page = found.keySet().stream().limit(most).toList();
    XmlText xml = new XmlText();
    xml.open("ListBucketResult", BucketActions.NAMESPACE);
    xml.leaf("Name", call.text("Bucket")).leaf("Prefix", encode ? encoded(prefix) : prefix);
    xml.leaf("KeyCount", String.valueOf(page.size())).leaf("MaxKeys", String.valueOf(most));
    xml.leaf("IsTruncated", String.valueOf(page.size() < found.size()));
    if (encode) {
      xml.leaf("EncodingType", "url");
    }
    for (String key : page) {
      JsonNode object = found.get(key);
      xml.open("Contents").leaf("Key", encode ? encoded(key) : key);
      xml.leaf("LastModified", object.path("modified").asText());
      xml.leaf("ETag", object.path("etag").asText()).leaf("Size", object.path("size").asText());
      xml.leaf("StorageClass", "STANDARD").close("Contents");
    }
    if (page.size() < found.size()) {
      xml.leaf("NextContinuationToken", page.get(page.size() - 1));
    }
    return Buckets.xml(xml.close("ListBucketResult").toString());
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
