package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks Signature Version 4 as AWS documents it: canonical request, string to sign, signing key,
 * and a signing time within five minutes of the server's.
 */
public final class Signature {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private Signature() {}

  /** Refuses unless this identity signed exactly this request, about now. */
  public static void check(
      WireRequest request, Credential credential, Identity identity, Instant now) {
    if (!identity.sessionToken().equals(request.headers().first("X-Amz-Security-Token"))) {
      throw CommonError.UNRECOGNIZED_CLIENT.refusal();
    }
    if (!credential.signedHeaders().contains("host")) {
      throw CommonError.HOST_NOT_SIGNED.refusal();
    }
    String stamp = request.headers().first("X-Amz-Date").orElse("");
    if (stamp.isEmpty() || !stamp.startsWith(credential.date())) {
      throw CommonError.INCOMPLETE_SIGNATURE.refusal("X-Amz-Date", Credential.ALGORITHM);
    }
    time(stamp, now);
    String hash =
        request
            .headers()
            .first("x-amz-content-sha256")
            .orElseGet(() -> hex(BlobStore.sha256(request.body())));
    if (hash.matches("[0-9a-f]{64}") && !hash.equals(hex(BlobStore.sha256(request.body())))) {
      throw CommonError.SIGNATURE_MISMATCH.refusal();
    }
    String toSign =
        String.join(
            "\n",
            Credential.ALGORITHM,
            stamp,
            credential.scope(),
            hex(
                BlobStore.sha256(
                    canonical(request, credential, hash).getBytes(StandardCharsets.UTF_8))));
    byte[] key = ("AWS4" + identity.secretKey()).getBytes(StandardCharsets.UTF_8);
    for (String part : credential.scope().split("/")) {
      key = hmac(key, part);
    }
    byte[] expected = hex(hmac(key, toSign)).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, credential.signature().getBytes(StandardCharsets.UTF_8))) {
      throw CommonError.SIGNATURE_MISMATCH.refusal();
    }
  }

  private static void time(String stamp, Instant now) {
    Instant signed;
    try {
      signed = STAMP.parse(stamp, Instant::from);
    } catch (DateTimeException e) {
      throw CommonError.INCOMPLETE_SIGNATURE.refusal("X-Amz-Date", Credential.ALGORITHM);
    }
    if (signed.isBefore(now.minus(TOLERANCE))) {
      throw CommonError.SIGNATURE_EXPIRED.refusal(
          stamp, STAMP.format(now.minus(TOLERANCE)), STAMP.format(now));
    }
    if (signed.isAfter(now.plus(TOLERANCE))) {
      throw CommonError.SIGNATURE_NOT_YET_CURRENT.refusal(
          stamp, STAMP.format(now.plus(TOLERANCE)), STAMP.format(now));
    }
  }

  private static String canonical(WireRequest request, Credential credential, String hash) {
    StringBuilder text = new StringBuilder(request.method()).append('\n');
    text.append(path(request, credential.service())).append('\n');
    text.append(query(request)).append('\n');
    for (String name : credential.signedHeaders()) {
      List<String> values =
          request.headers().all(name).stream().map(v -> v.strip().replaceAll(" +", " ")).toList();
      text.append(name).append(':').append(String.join(",", values)).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", credential.signedHeaders()))
        .append('\n')
        .append(hash)
        .toString();
  }

  /**
   * S3 encodes each segment once, whatever was encoded as it was sent; all others encode what was
   * sent once more.
   */
  private static String path(WireRequest request, String service) {
    boolean once = service.equals("s3");
    StringBuilder path = new StringBuilder();
    for (String segment : request.path().substring(1).split("/", -1)) {
      path.append('/').append(encoded(once ? PathText.decoded(segment) : segment));
    }
    return path.toString();
  }

  private static String query(WireRequest request) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : request.parameters().entrySet()) {
      entry.getValue().forEach(v -> pairs.add(encoded(entry.getKey()) + "=" + encoded(v)));
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
