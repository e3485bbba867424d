package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The signer against AWS's published test suite, those cases whose path is {@code /} and whose
 * query is empty, and against the published examples for S3.
 *
 * <p>https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
final class SignerTest {
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Signer signer =
      new Signer("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");

  private final Signer s3 =
      new Signer(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");

  @Test
  void getVanilla() throws Exception {
    assertSignature(
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "host;x-amz-date",
        signer.authorization("GET", "/", headers(), NOTHING));
  }

  @Test
  void postVanilla() throws Exception {
    assertSignature(
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "host;x-amz-date",
        signer.authorization("POST", "/", headers(), NOTHING));
  }

  @Test
  void postHeaderKeyCase() throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("HOST", "example.amazonaws.com");
    headers.put("X-AMZ-DATE", "20150830T123600Z");
    assertSignature(
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "host;x-amz-date",
        signer.authorization("POST", "/", headers, NOTHING));
  }

  @Test
  void postHeaderValueCase() throws Exception {
    Map<String, String> headers = headers();
    headers.put("My-Header1", "VALUE1");
    assertSignature(
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        "host;my-header1;x-amz-date",
        signer.authorization("POST", "/", headers, NOTHING));
  }

  @Test
  void getHeaderValueTrim() throws Exception {
    Map<String, String> headers = headers();
    headers.put("My-Header1", " value1");
    headers.put("My-Header2", " \"a   b   c\"");
    assertSignature(
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        "host;my-header1;my-header2;x-amz-date",
        signer.authorization("GET", "/", headers, NOTHING));
  }

  @Test
  void postFormUrlencoded() throws Exception {
    Map<String, String> headers = headers();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    assertSignature(
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        "content-type;host;x-amz-date",
        signer.authorization("POST", "/", headers, digest("Param1=value1")));
  }

  @Test
  void getObject() throws Exception {
    Map<String, String> headers = ofObject(NOTHING);
    headers.put("Range", "bytes=0-9");
    assertTrue(
        s3.authorization("GET", "/test.txt", headers, NOTHING)
            .endsWith(
                "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature="
                    + "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
  }

  @Test
  void putObject() throws Exception {
    String digest = digest("Welcome to Amazon S3.");
    Map<String, String> headers = ofObject(digest);
    headers.put("Date", "Fri, 24 May 2013 00:00:00 GMT");
    headers.put("x-amz-storage-class", "REDUCED_REDUNDANCY");
    String path = "/" + PathEncoding.ofKey("test$file.text");
    assertEquals("/test%24file.text", path);
    assertTrue(
        s3.authorization("PUT", path, headers, digest)
            .endsWith("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
  }

  private static Map<String, String> ofObject(String digest) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "examplebucket.s3.amazonaws.com");
    headers.put("x-amz-content-sha256", digest);
    headers.put("x-amz-date", "20130524T000000Z");
    return headers;
  }

  private static String digest(String body) throws Exception {
    return Signer.digest(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "example.amazonaws.com");
    headers.put("X-Amz-Date", "20150830T123600Z");
    return headers;
  }

  private static void assertSignature(String expected, String headers, String authorization) {
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders="
            + headers
            + ", Signature="
            + expected,
        authorization);
  }
}
