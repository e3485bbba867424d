package dev.portolan.sandbox.aws.s3;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * An object's bytes, out of the chunks they may have come in, and checked against every checksum
 * that came along, in a header or after the last chunk. CRC64NVME is kept and not checked; neither
 * are the signatures of single chunks.
 */
record Payload(byte[] bytes, Map<String, String> checksums) {
  private static final String PREFIX = "x-amz-checksum-";

  static Payload from(WireRequest request) {
    Map<String, String> checksums = new TreeMap<>();
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) ->
                checksums.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
    checksums.keySet().removeIf(name -> !name.startsWith(PREFIX) || name.equals(PREFIX + "type"));
    boolean chunked =
        request.headers().first("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
    byte[] bytes = chunked ? joined(request.body(), checksums) : request.body();
    Payload payload = new Payload(bytes, checksums);
    payload.check(request);
    return payload;
  }

  /**
   * Chunks are {@code size;signature CRLF bytes CRLF}; the empty one ends them, trailers follow.
   */
  private static byte[] joined(byte[] body, Map<String, String> checksums) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = lineEnd(body, at);
      String head = new String(body, at, lineEnd - at, StandardCharsets.US_ASCII);
      int size;
      try {
        size = Integer.parseInt(head.replaceFirst(";.*", "").strip(), 16);
      } catch (NumberFormatException e) {
        throw S3Error.CHUNKS.refusal();
      }
      at = lineEnd + 2;
      if (size == 0) {
        trailers(new String(body, at, body.length - at, StandardCharsets.US_ASCII), checksums);
        return bytes.toByteArray();
      }
      if (at + size + 2 > body.length) {
        throw S3Error.CHUNKS.refusal();
      }
      bytes.write(body, at, size);
      at += size + 2;
    }
  }

  private static int lineEnd(byte[] body, int from) {
    for (int i = from; i + 1 < body.length; i++) {
      if (body[i] == '\r' && body[i + 1] == '\n') {
        return i;
      }
    }
    throw S3Error.CHUNKS.refusal();
  }

  private static void trailers(String text, Map<String, String> checksums) {
    for (String line : text.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.startsWith(PREFIX)) {
        checksums.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
  }

  private void check(WireRequest request) {
    request
        .headers()
        .first("Content-MD5")
        .ifPresent(md5 -> same("Content-MD5", md5, digest("MD5")));
    for (Map.Entry<String, String> checksum : checksums.entrySet()) {
      String kind = checksum.getKey().substring(PREFIX.length());
      switch (kind) {
        case "crc32" -> same("CRC32", checksum.getValue(), crc(new CRC32()));
        case "crc32c" -> same("CRC32C", checksum.getValue(), crc(new CRC32C()));
        case "sha1" -> same("SHA1", checksum.getValue(), digest("SHA-1"));
        case "sha256" -> same("SHA256", checksum.getValue(), BlobStore.sha256(bytes));
        case "crc64nvme" -> {}
        default -> throw S3Error.INVALID.refusal("unknown checksum " + kind);
      }
    }
  }

  private static void same(String name, String given, byte[] computed) {
    if (!given.equals(Base64.getEncoder().encodeToString(computed))) {
      throw S3Error.BAD_DIGEST.refusal(name);
    }
  }

  private byte[] crc(Checksum checksum) {
    checksum.update(bytes);
    return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
  }

  private byte[] digest(String algorithm) {
    return digest(algorithm, bytes);
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
