package dev.portolan.adapter.awslambda;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4, for an empty query.
 *
 * <p>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
final class Signer {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HEX = "0123456789abcdef";

  private final String accessKey;
  private final String secretKey;
  private final String region;
  private final String service;

  Signer(String accessKey, String secretKey, String region, String service) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
    this.service = service;
  }

  /**
   * The {@code Authorization} header.
   *
   * @param path as it is signed. S3 signs it as it is sent, with all but "A-Z, a-z, 0-9, '-', '.',
   *     '_', '~' and '/'" encoded once; the others encode once more, which {@code /} does not show
   * @param headers all headers to sign, {@code host} and {@code x-amz-date} among them
   * @param digest of the body
   */
  String authorization(String method, String path, Map<String, String> headers, String digest)
      throws GeneralSecurityException {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      sorted.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    StringBuilder canonical = new StringBuilder(method).append('\n');
    canonical.append(path).append("\n\n");
    StringBuilder names = new StringBuilder();
    for (Map.Entry<String, String> header : sorted.entrySet()) {
      String value = header.getValue().trim().replaceAll(" +", " ");
      canonical.append(header.getKey()).append(':').append(value).append('\n');
      names.append(names.length() == 0 ? "" : ";").append(header.getKey());
    }
    canonical.append('\n').append(names).append('\n').append(digest);

    String time = sorted.get("x-amz-date");
    String day = time.substring(0, 8);
    String scope = day + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(utf8(canonical.toString())));
    byte[] key = hmac(utf8("AWS4" + secretKey), day);
    key = hmac(hmac(hmac(key, region), service), "aws4_request");
    return ALGORITHM
        + " Credential="
        + accessKey
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + hex(hmac(key, toSign));
  }

  /** The SHA-256 of these bytes, in hexadecimal digits. */
  static String digest(byte[] bytes) throws GeneralSecurityException {
    return hex(sha256(bytes));
  }

  static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }
    return text.toString();
  }
}
