package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.util.Map;

/** Buckets themselves. Their names are shared by all accounts. */
final class BucketActions {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final String NAME =
      "(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!xn--)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  private BucketActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateBucket", BucketActions::create,
        "HeadBucket", BucketActions::head,
        "DeleteBucket", BucketActions::delete,
        "ListBuckets", BucketActions::list,
        "GetBucketLocation", BucketActions::location);
  }

  private static Reply create(Call call) {
    String name = call.text("Bucket");
    if (!name.matches(NAME)) {
      throw S3Error.BUCKET_NAME.refusalWith("BucketName", name);
    }
    String region = call.caller().region();
    String asked =
        call.request().body().length == 0
            ? ""
            : XmlBody.from(call.request().body()).text("LocationConstraint");
    if (asked.equals("us-east-1")) {
      throw S3Error.LOCATION_US_EAST.refusal();
    }
    if (!asked.equals(region.equals("us-east-1") ? "" : region)) {
      throw S3Error.LOCATION.refusal(asked.isEmpty() ? "unspecified" : asked);
    }
    if (Buckets.all(call).get(name) instanceof ObjectNode existing) {
      if (!existing.path("owner").asText().equals(call.caller().account())) {
        throw S3Error.BUCKET_EXISTS.refusal();
      }
      if (!region.equals("us-east-1")) {
        throw S3Error.OWNED_BY_YOU.refusal();
      }
      // "us-east-1: Amazon S3 returns 200 OK", says CreateBucket of a bucket that one owns already
      return Reply.empty().with("Location", "/" + name);
    }
    ObjectNode bucket = Buckets.all(call).putObject(name);
    bucket.put("owner", call.caller().account());
    bucket.put("region", region);
    bucket.put("created", call.now().toString());
    BucketSettings.start(bucket.putObject("settings"));
    bucket.putObject("objects");
    if (call.request().body().length > 0) {
      BucketSettings.tag(bucket, XmlBody.from(call.request().body()));
    }
    return Reply.empty().with("Location", "/" + name);
  }

  private static Reply head(Call call) {
    return Reply.empty().with("x-amz-bucket-region", Buckets.bucket(call).path("region").asText());
  }

  private static Reply delete(Call call) {
    if (!Buckets.bucket(call).path("objects").isEmpty()) {
      throw S3Error.NOT_EMPTY.refusalWith("BucketName", call.text("Bucket"));
    }
    Buckets.all(call).remove(call.text("Bucket"));
    return Reply.empty();
  }

  private static Reply list(Call call) {
    XmlText xml = new XmlText();
    xml.open("ListAllMyBucketsResult", NAMESPACE).open("Buckets");
    for (Map.Entry<String, JsonNode> bucket : Buckets.all(call).properties()) {
      if (bucket.getValue().path("owner").asText().equals(call.caller().account())) {
        xml.open("Bucket").leaf("Name", bucket.getKey());
        xml.leaf("CreationDate", bucket.getValue().path("created").asText()).close("Bucket");
      }
    }
    return Buckets.xml(xml.close("Buckets").close("ListAllMyBucketsResult").toString());
  }

  private static Reply location(Call call) {
    String region = Buckets.bucket(call).path("region").asText();
    return Buckets.xml(
        "<LocationConstraint xmlns=\""
            + NAMESPACE
            + "\">"
            + (region.equals("us-east-1") ? "" : region)
            + "</LocationConstraint>");
  }
}
