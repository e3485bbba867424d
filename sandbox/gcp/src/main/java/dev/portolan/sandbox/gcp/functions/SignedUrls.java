package dev.portolan.sandbox.gcp.functions;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.gcp.oauth.Keys;
import dev.portolan.sandbox.gcp.wire.Project;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that let their holder write or read one object for half an hour. They have the form of
 * Cloud Storage's second version of signed URLs, and a signature of our own.
 */
public final class SignedUrls {
  static final String TYPE = "application/zip";
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final String SIGNER =
      "service-" + Project.NUMBER + "@gcf-admin-robot.iam.gserviceaccount.com";

  private final Supplier<String> endpoint;
  private final byte[] secret;

  public SignedUrls(Supplier<String> endpoint, Keys keys) {
    this.endpoint = endpoint;
    this.secret = BlobStore.sha256(keys.pair().getPrivate().getEncoded());
  }

  String put(String path, Instant now) {
    return url("PUT", TYPE, path, now);
  }

  String get(String path, Instant now) {
    return url("GET", "", path, now);
  }

  private String url(String method, String type, String path, Instant now) {
    long expires = now.plus(LIFE).getEpochSecond();
    return endpoint.get()
        + "/storage.googleapis.com/"
        + path
        + "?GoogleAccessId="
        + encoded(SIGNER)
        + "&Expires="
        + expires
        + "&Signature="
        + encoded(signature(method, type, path, expires));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  boolean isGenuine(String signature, String method, String type, String path, long expires) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        signature(method, type, path, expires).getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String method, String type, String path, long expires) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String text = method + "\n\n" + type + "\n" + expires + "\n/" + path;
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
