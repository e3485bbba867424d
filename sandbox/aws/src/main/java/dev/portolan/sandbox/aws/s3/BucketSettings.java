package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Settings of buckets, kept and given back as the documents they came in. Only tagging is read. */
final class BucketSettings {
  private BucketSettings() {}

  static Map<String, Action> all() {
    Map<String, Action> all = new HashMap<>();
    add(all, "PublicAccessBlock", "PublicAccessBlockConfiguration", S3Error.NO_ACCESS_BLOCK);
    add(all, "BucketLifecycleConfiguration", "LifecycleConfiguration", S3Error.NO_LIFECYCLE);
    add(all, "BucketTagging", "Tagging", S3Error.NO_TAGS);
    add(all, "BucketOwnershipControls", "OwnershipControls", S3Error.NO_OWNERSHIP);
    add(all, "BucketEncryption", "ServerSideEncryptionConfiguration", S3Error.NO_BUCKET);
    add(all, "BucketVersioning", "VersioningConfiguration", S3Error.NO_BUCKET);
    all.put("DeleteBucketLifecycle", all.remove("DeleteBucketLifecycleConfiguration"));
    return all;
  }

  private static void add(
      Map<String, Action> all, String setting, String document, AwsErrorShape none) {
    all.put("Put" + setting, call -> put(call, document));
    all.put("Get" + setting, call -> get(call, document, none));
    all.put("Delete" + setting, call -> delete(call, document));
  }

  /** What a new bucket has, since April 2023: no public access, its owner's rights enforced. */
  static void start(ObjectNode settings) {
    String open = "<%s xmlns=\"" + BucketActions.NAMESPACE + "\">";
    settings.put(
        "PublicAccessBlockConfiguration",
        open.formatted("PublicAccessBlockConfiguration")
            + "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
            + "<BlockPublicPolicy>true</BlockPublicPolicy>"
            + "<RestrictPublicBuckets>true</RestrictPublicBuckets>"
            + "</PublicAccessBlockConfiguration>");
    settings.put(
        "OwnershipControls",
        open.formatted("OwnershipControls")
            + "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>"
            + "</OwnershipControls>");
    settings.put(
        "ServerSideEncryptionConfiguration",
        open.formatted("ServerSideEncryptionConfiguration")
            + "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
            + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>");
    settings.put(
        "VersioningConfiguration",
        open.formatted("VersioningConfiguration") + "</VersioningConfiguration>");
  }

  /** Keeps the tags that stand in the request that makes a bucket. */
  static void tag(ObjectNode bucket, XmlBody request) {
    NodeList tags = request.document().getElementsByTagNameNS("*", "Tag");
    XmlText xml = new XmlText();
    xml.open("Tagging", BucketActions.NAMESPACE).open("TagSet");
    for (int i = 0; i < tags.getLength(); i++) {
      Element tag = (Element) tags.item(i);
      xml.open("Tag");
      for (String part : List.of("Key", "Value")) {
        xml.leaf(part, tag.getElementsByTagNameNS("*", part).item(0).getTextContent());
      }
      xml.close("Tag");
    }
    if (tags.getLength() > 0) {
      bucket
          .withObjectProperty("settings")
          .put("Tagging", xml.close("TagSet").close("Tagging").toString());
    }
  }

  private static Reply put(Call call, String document) {
    ObjectNode bucket = Buckets.bucket(call);
    if (!XmlBody.from(call.request().body()).root().equals(document)) {
      throw S3Error.MALFORMED.refusal();
    }
    String text = new String(call.request().body(), StandardCharsets.UTF_8);
    call.part(bucket, "settings").put(document, text.replaceFirst("^<\\?xml[^>]*>\\s*", ""));
    return Reply.empty();
  }

  private static Reply get(Call call, String document, AwsErrorShape none) {
    String text = Buckets.bucket(call).path("settings").path(document).asText();
    if (text.isEmpty()) {
      throw none.refusal();
    }
    return Buckets.xml(text);
  }

  private static Reply delete(Call call, String document) {
    call.part(Buckets.bucket(call), "settings").remove(document);
    return Reply.empty();
  }
}
