package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Objects in several pieces, told of once they are whole.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>
 */
record MultipartActions(BlobStore blobs, Telling telling) {
  /** "Part size: 5 MB to 5 GB. There is no minimum size limit on the last part". */
  private static final int LEAST = 5 * 1024 * 1024;

  Map<String, Action> all() {
    return Map.of(
        "CreateMultipartUpload", this::create,
        "UploadPart", this::part,
        "CompleteMultipartUpload", this::complete,
        "AbortMultipartUpload", this::abort);
  }

  private Reply create(Call call) {
    String id = UUID.randomUUID().toString();
    String type = call.request().headers().first("Content-Type").orElse("binary/octet-stream");
    call.part(Buckets.bucket(call), "uploads")
        .putObject(id)
        .put("key", call.text("Key"))
        .put("contentType", type);
    XmlText xml = new XmlText();
    xml.open("InitiateMultipartUploadResult", BucketActions.NAMESPACE);
    xml.leaf("Bucket", call.text("Bucket")).leaf("Key", call.text("Key")).leaf("UploadId", id);
    return Buckets.xml(xml.close("InitiateMultipartUploadResult").toString());
  }

  private static ObjectNode upload(Call call) {
    JsonNode found = Buckets.bucket(call).path("uploads").path(query(call, "uploadId"));
    if (found instanceof ObjectNode upload
        && upload.path("key").asText().equals(call.text("Key"))) {
      return upload;
    }
    throw S3Error.NO_UPLOAD.refusal();
  }

  private static String query(Call call, String name) {
    return call.request().parameters().get(name).get(0);
  }

  private Reply part(Call call) {
    Payload payload = Payload.from(call.request());
    ObjectNode part = StoredObject.of(payload.bytes(), "", blobs, call.now());
    call.part(upload(call), "parts").set(query(call, "partNumber"), part);
    return Reply.empty().with("ETag", part.path("etag").asText());
  }

  private Reply complete(Call call) {
    ObjectNode upload = upload(call);
    XmlBody body = XmlBody.from(call.request().body());
    NodeList asked = body.document().getElementsByTagNameNS("*", "Part");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    ordered(asked);
    for (int i = 0; i < asked.getLength(); i++) {
      int number = Integer.parseInt(text((Element) asked.item(i), "PartNumber"));
      JsonNode part = upload.path("parts").path(String.valueOf(number));
      String etag = part.path("etag").asText().replace("\"", "");
      if (part.isMissingNode()
          || !etag.equals(text((Element) asked.item(i), "ETag").replace("\"", ""))) {
        throw S3Error.PART.refusal();
      }
      if (i + 1 < asked.getLength() && part.path("size").asInt() < LEAST) {
        throw S3Error.PART_SIZE.refusal();
      }
      whole.writeBytes(blobs.get(part.path("blob").asText()));
      digests.writeBytes(HexFormat.of().parseHex(etag));
    }
    String type = upload.path("contentType").asText();
    ObjectNode object = StoredObject.of(whole.toByteArray(), type, blobs, call.now());
    byte[] digest = Payload.digest("MD5", digests.toByteArray());
    object.put("etag", "\"" + HexFormat.of().formatHex(digest) + "-" + asked.getLength() + "\"");
    ObjectNode bucket = Buckets.bucket(call);
    call.part(bucket, "uploads").remove(query(call, "uploadId"));
    call.part(bucket, "objects").set(call.text("Key"), object);
    telling.tell(call, "ObjectCreated:CompleteMultipartUpload", object);
    XmlText xml = new XmlText();
    xml.open("CompleteMultipartUploadResult", BucketActions.NAMESPACE);
    xml.leaf("Bucket", call.text("Bucket")).leaf("Key", call.text("Key"));
    xml.leaf("ETag", object.path("etag").asText());
    return Buckets.xml(xml.close("CompleteMultipartUploadResult").toString());
  }

  private static void ordered(NodeList parts) {
    int last = 0;
    for (int i = 0; i < parts.getLength(); i++) {
      int number = Integer.parseInt(text((Element) parts.item(i), "PartNumber"));
      if (number <= last) {
        throw S3Error.PART_ORDER.refusal();
      }
      last = number;
    }
  }

  private static String text(Element part, String name) {
    NodeList found = part.getElementsByTagNameNS("*", name);
    if (found.getLength() != 1) {
      throw S3Error.MALFORMED.refusal();
    }
    return found.item(0).getTextContent();
  }

  private Reply abort(Call call) {
    upload(call);
    call.part(Buckets.bucket(call), "uploads").remove(query(call, "uploadId"));
    return Reply.empty();
  }
}
