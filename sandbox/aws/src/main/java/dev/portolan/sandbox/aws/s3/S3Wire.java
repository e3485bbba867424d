package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.protocol.CommonError;
import dev.portolan.sandbox.aws.protocol.Operation;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.PathText;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS restXml as S3 speaks it: the bucket stands in the path, or before the host. */
final class S3Wire implements WireProtocol {
  private static final Pattern HOST =
      Pattern.compile("(?<bucket>.+)\\.(s3[.-][a-z0-9.-]*amazonaws\\.com|localhost)(:\\d+)?");
  private static final Map<String, String> SETTINGS =
      Map.of(
          "publicAccessBlock", "PublicAccessBlock",
          "notification", "BucketNotificationConfiguration",
          "lifecycle", "BucketLifecycleConfiguration",
          "tagging", "BucketTagging",
          "ownershipControls", "BucketOwnershipControls",
          "encryption", "BucketEncryption",
          "versioning", "BucketVersioning",
          "location", "BucketLocation");
  private static final Set<String> PIECES = Set.of("uploads", "uploadId", "partNumber");
  private static final Set<String> KNOWN =
      Set.of(
          "x-id",
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "continuation-token",
          "start-after",
          "encoding-type",
          "fetch-owner");

  @Override
  public Asked read(WireRequest request, OperationTable operations) {
    String path = request.path().substring(1);
    Matcher host = HOST.matcher(request.headers().first("Host").orElse(""));
    String bucket = host.matches() ? host.group("bucket") : path.replaceFirst("/.*", "");
    String key =
        host.matches() ? path : path.contains("/") ? path.substring(path.indexOf('/') + 1) : "";
    if (request.headers().first("x-amz-content-sha256").isEmpty()) {
      throw S3Error.NO_DIGEST.refusal();
    }
    String name = name(request, bucket, key);
    Operation operation =
        operations
            .find(name)
            .orElseThrow(() -> S3Error.NOT_IMPLEMENTED.refusal(name + " " + request));
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    if (!bucket.isEmpty()) {
      input.put("Bucket", PathText.decoded(bucket));
    }
    if (!key.isEmpty()) {
      input.put("Key", PathText.decoded(key));
    }
    return new Asked(operation, input, request.path() + "?" + request.query());
  }

  private static String name(WireRequest request, String bucket, String key) {
    Set<String> asked = new TreeSet<>(request.parameters().keySet());
    String pieces = key.isEmpty() ? "" : pieces(request.method(), asked);
    asked.removeAll(PIECES);
    String setting = asked.stream().filter(SETTINGS::containsKey).findFirst().orElse("");
    asked.removeAll(KNOWN);
    asked.remove(setting);
    if (!asked.isEmpty()) {
      throw CommonError.UNKNOWN_FIELD.refusal("?" + asked);
    }
    String verb =
        switch (request.method()) {
          case "PUT" -> "Put";
          case "GET" -> "Get";
          case "HEAD" -> "Head";
          case "DELETE" -> "Delete";
          default -> request.method();
        };
    if (!pieces.isEmpty()) {
      return pieces;
    }
    if (verb.equals("Put") && request.headers().first("x-amz-copy-source").isPresent()) {
      return "CopyObject";
    }
    if (!key.isEmpty()) {
      return setting.isEmpty() ? verb + "Object" : verb + "Object" + SETTINGS.get(setting);
    }
    if (bucket.isEmpty()) {
      return verb.equals("Get") ? "ListBuckets" : verb;
    }
    if (setting.equals("lifecycle") && verb.equals("Delete")) {
      return "DeleteBucketLifecycle";
    }
    if (!setting.isEmpty()) {
      return verb + SETTINGS.get(setting);
    }
    return switch (verb) {
      case "Put" -> "CreateBucket";
      case "Get" -> "ListObjectsV2";
      default -> verb + "Bucket";
    };
  }

  /** The operation on an object in several pieces, if it is one. */
  private static String pieces(String method, Set<String> asked) {
    if (asked.contains("uploads")) {
      return method.equals("POST") ? "CreateMultipartUpload" : "";
    }
    if (!asked.contains("uploadId")) {
      return "";
    }
    return switch (method) {
      case "PUT" -> asked.contains("partNumber") ? "UploadPart" : "";
      case "POST" -> "CompleteMultipartUpload";
      case "DELETE" -> "AbortMultipartUpload";
      default -> "";
    };
  }

  @Override
  public WireResponse write(Operation operation, Reply reply, String requestId) {
    int status = reply.status() == 0 ? operation.status() : reply.status();
    return new WireResponse(
        status,
        reply.headers().with("x-amz-request-id", requestId).with("x-amz-id-2", requestId),
        reply.raw());
  }

  @Override
  public WireResponse write(AwsRefusal refusal, String requestId) {
    XmlText xml = new XmlText();
    xml.open("Error");
    xml.leaf(
        "Code",
        refusal
            .shape()
            .code()
            .replaceAll("^(ExpiredToken|AccessDenied)Exception$", "$1")
            .replace("InvalidSignatureException", "SignatureDoesNotMatch"));
    xml.leaf("Message", refusal.getMessage());
    refusal.details().forEach(xml::leaf);
    xml.leaf("RequestId", requestId).leaf("HostId", requestId).close("Error");
    WireHeaders headers =
        WireHeaders.of("Content-Type", "application/xml").with("x-amz-request-id", requestId);
    String elsewhere = refusal.details().getOrDefault("Endpoint", "");
    if (!elsewhere.isEmpty()) {
      headers = headers.with("x-amz-bucket-region", elsewhere.split("\\.")[1]);
    }
    return new WireResponse(
        refusal.shape().status(), headers, xml.toString().getBytes(StandardCharsets.UTF_8));
  }
}
