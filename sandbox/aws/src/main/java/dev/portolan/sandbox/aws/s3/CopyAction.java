package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.PathText;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.XmlText;

/** Stores what another object holds. */
record CopyAction(Telling telling) {
  Reply copy(Call call) {
    String source =
        call.request().headers().first("x-amz-copy-source").orElse("").replaceFirst("^/", "");
    String bucket = PathText.decoded(source.replaceFirst("/.*", ""));
    String key = PathText.decoded(source.substring(source.indexOf('/') + 1));
    JsonNode from = Buckets.all(call).path(bucket);
    if (from.isMissingNode()) {
      throw S3Error.NO_BUCKET.refusalWith("BucketName", bucket);
    }
    if (!from.path("owner").asText().equals(call.caller().account())) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    if (!(from.path("objects").path(key) instanceof ObjectNode original)) {
      throw S3Error.NO_KEY.refusalWith("Key", key);
    }
    if (bucket.equals(call.text("Bucket")) && key.equals(call.text("Key"))) {
      throw S3Error.COPY_TO_ITSELF.refusal();
    }
    ObjectNode object = original.deepCopy().put("modified", call.now().toString());
    call.part(Buckets.bucket(call), "objects").set(call.text("Key"), object);
    telling.tell(call, "ObjectCreated:Copy", object);
    XmlText xml = new XmlText();
    xml.open("CopyObjectResult", BucketActions.NAMESPACE);
    xml.leaf("LastModified", object.path("modified").asText());
    xml.leaf("ETag", object.path("etag").asText()).close("CopyObjectResult");
    return Buckets.xml(xml.toString());
  }
}
