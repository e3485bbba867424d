package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests by which clients see that a message arrived whole.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Calculating
 *     the MD5 message digest for message attributes</a>
 */
public final class Digests {
  private Digests() {}

  /** In hexadecimal digits. */
  public static String md5(String text) {
    return hex("MD5", text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(String text) {
    return hex("SHA-256", text.getBytes(StandardCharsets.UTF_8));
  }

  /** By name: name, type and value, each after its length. */
  static String ofAttributes(JsonNode attributes) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    attributes.properties().forEach(one -> sorted.put(one.getKey(), one.getValue()));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sorted.forEach(
        (name, value) -> {
          add(all, name.getBytes(StandardCharsets.UTF_8));
          add(all, value.path("DataType").asText().getBytes(StandardCharsets.UTF_8));
          boolean binary = value.path("DataType").asText().startsWith("Binary");
          all.write(binary ? 2 : 1);
          add(
              all,
              binary
                  ? Base64.getDecoder().decode(value.path("BinaryValue").asText())
                  : value.path("StringValue").asText().getBytes(StandardCharsets.UTF_8));
        });
    return hex("MD5", all.toByteArray());
  }

  private static void add(ByteArrayOutputStream all, byte[] bytes) {
    all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    all.writeBytes(bytes);
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
