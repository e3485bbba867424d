package dev.portolan.adapter.awslambda;

import dev.portolan.ObjectRef;
import dev.portolan.StoredObject;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.OneLine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Reads, stores and removes objects, with the credentials of the function's role.
 *
 * <p>https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
final class S3Calls {
  private static final String SERVICE = "s3";

  private final Map<String, String> environment;
  private final AwsCalls calls;

  S3Calls(Map<String, String> environment, String trace, long millis) {
    this.environment = environment;
    this.calls = new AwsCalls(environment, SERVICE, "AWS_ENDPOINT_URL_S3", trace, millis);
  }

  /** The object; {@code null} if there is none. */
  StoredObject get(String bucket, String key) throws IOException {
    AwsAnswer answer = call("GET", bucket, key, Map.of(), new byte[0]);
    if (answer.status() == 404 && told(answer, "Code").equals("NoSuchKey")) {
      return null;
    }
    if (answer.status() != 200) {
      throw refusal(answer, "read", bucket, key, "s3:GetObject");
    }
    Exchange exchange = answer.exchange();
    ObjectRef ref = exchange.object(bucket, key, exchange.length(), "x-amz-version-id");
    return new StoredObject(ref, exchange.whole());
  }

  void put(String bucket, String key, byte[] content, String contentType) throws IOException {
    AwsAnswer answer = call("PUT", bucket, key, Map.of("Content-Type", contentType), content);
    if (answer.status() != 200) {
      throw refusal(answer, "store", bucket, key, "s3:PutObject");
    }
  }

  /** "The action was successful" with 204, whether or not there was such an object. */
  void delete(String bucket, String key) throws IOException {
    AwsAnswer answer = call("DELETE", bucket, key, Map.of(), new byte[0]);
    if (answer.status() != 204 && answer.status() != 200) {
      throw refusal(answer, "remove", bucket, key, "s3:DeleteObject");
    }
  }

  private AwsAnswer call(
      String method, String bucket, String key, Map<String, String> headers, byte[] body)
      throws IOException {
    String region = AwsCalls.region(environment);
    URI address = address(calls.ownEndpoint(), region, bucket, key);
    try {
      return calls.call(new AwsRequest(method, address, headers, body), region);
    } catch (GeneralSecurityException missing) {
      throw new IOException(missing);
    }
  }

  /**
   * The bucket is part of the host, save where somebody else plays S3, and where it has dots:
   * "wildcard certificates ... only work for buckets that do not contain dots".
   *
   * <p>https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
   *
   * @param own the endpoint to call instead of AWS's; {@code null} for none
   */
  static URI address(URI own, String region, String bucket, String key) {
    String path = "/".concat(PathEncoding.ofKey(key));
    if (own != null) {
      return URI.create(own + bucket + path);
    }
    String host = AwsCalls.host(SERVICE, region);
    return bucket.indexOf('.') >= 0
        ? URI.create("https://" + host + "/" + bucket + path)
        : URI.create("https://" + bucket + "." + host + path);
  }

  /** What S3 says of why, and the right that a 403 is about: S3 does not always name it. */
  private static IOException refusal(
      AwsAnswer answer, String deed, String bucket, String key, String right) {
    StringBuilder why = new StringBuilder("S3 does not ").append(deed).append(' ');
    why.append(OneLine.of(key)).append(" in ").append(bucket);
    why.append(": ").append(answer.status()).append(' ').append(told(answer, "Code"));
    why.append(": ").append(told(answer, "Message"));
    boolean ofRights =
        told(answer, "Code").isEmpty() || told(answer, "Code").equals("AccessDenied");
    if (answer.status() == 403 && ofRights) {
      why.append(" (the function's role needs ").append(right);
      why.append(", and the right to the key where one of yours encrypts the bucket)");
    }
    return new IOException(why.toString());
  }

  /** An element of the answer, which is a few lines of XML. */
  private static String told(AwsAnswer answer, String element) {
    String xml = new String(answer.body(), StandardCharsets.UTF_8);
    int from = xml.indexOf("<" + element + ">") + element.length() + 2;
    int to = xml.indexOf("</" + element + ">");
    return to < from ? "" : OneLine.of(xml.substring(from, to));
  }
}
