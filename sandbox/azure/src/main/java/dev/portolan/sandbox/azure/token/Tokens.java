package dev.portolan.sandbox.azure.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Gives access tokens with the claims that Entra ID's have, and knows its own again. */
public final class Tokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final Duration LIFE = Duration.ofHours(24);

  /** One for all clouds of a process: the vendor's client keeps tokens for the whole process. */
  private static final SecretKeySpec KEY =
      new SecretKeySpec(Ids.uuid().getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  private final Supplier<Instant> clock;

  /** Valid on this clock. */
  public Tokens(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** A token of a principal for a resource, {@code https://management.azure.com/}. */
  public String access(String principal, String resource) {
    Instant now = clock.get();
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("aud", resource)
            .put("iss", "https://sts.windows.net/" + ArmId.TENANT + "/")
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond())
            .put("idtyp", "app")
            .put("oid", principal)
            .put("sub", principal)
            .put("tid", ArmId.TENANT)
            .put("ver", "1.0");
    String signed = part("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + part(claims.toString());
    return signed + "." + signature(signed);
  }

  /** Whose it is; refuses what is not valid. */
  public Caller holder(String token) {
    int end = token.lastIndexOf('.');
    if (end < 0 || !same(signature(token.substring(0, end)), token.substring(end + 1))) {
      throw CommonError.BAD_TOKEN.refusal();
    }
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
      Instant expiry = Instant.ofEpochSecond(claims.path("exp").asLong());
      if (!expiry.isAfter(clock.get())) {
        throw CommonError.EXPIRED_TOKEN.refusal(expiry, clock.get());
      }
      return new Caller(claims.path("oid").asText(), claims.path("aud").asText());
    } catch (IOException e) {
      throw CommonError.BAD_TOKEN.refusal();
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(String json) {
    return encoded(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(KEY);
      return encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
