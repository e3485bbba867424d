package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.gateway.Issuers;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a route's authorizer finds out of the token in a request.
 *
 * <p>https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html has
 * the claims that are looked at, and that only RSA is supported; {@code
 * http-api-troubleshooting-jwt.html} the answer to a token that does not do. The words of all but a
 * wrong audience are assumed.
 */
final class Tokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> ALGORITHMS =
      Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  private Tokens() {}

  /** What an event tells of a token, or the answer to its caller. */
  record Finding(ObjectNode jwt, WireResponse refusal) {
    static Finding refused(int status, String text, String told) {
      WireResponse refusal = ApiDoor.message(status, text).with("www-authenticate", told);
      return new Finding(null, refusal);
    }
  }

  /** A token that does not do. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String why) {
      super(why);
    }
  }

  static Finding look(
      ObjectNode state, JsonNode authorizer, JsonNode route, WireRequest request, Instant now) {
    String token = token(authorizer.path("identitySource").path(0).asText(), request);
    if (token.isEmpty()) {
      return Finding.refused(401, "Unauthorized", "Bearer");
    }
    List<String> asked = texts(route.path("authorizationScopes"));
    try {
      JsonNode claims = claims(state, authorizer.path("jwtConfiguration"), token, now);
      List<String> scopes = scopes(claims);
      if (!asked.isEmpty() && asked.stream().noneMatch(scopes::contains)) {
        String told =
            "Bearer scope=\"%s\" error=\"insufficient_scope\"".formatted(String.join(" ", asked));
        return Finding.refused(403, "Forbidden", told);
      }
      return new Finding(event(claims, asked.isEmpty() ? List.of() : scopes), null);
    } catch (Wrong wrong) {
      String told =
          "Bearer scope=\"%s\" error=\"invalid_token\" error_description=\"%s\""
              .formatted(String.join(" ", asked), wrong.getMessage());
      return Finding.refused(401, "Unauthorized", told);
    }
  }

  /** "The identitySource can include only the token, or the token prefixed with Bearer." */
  private static String token(String source, WireRequest request) {
    String name = source.substring(source.lastIndexOf('.') + 1);
    String value =
        source.startsWith("$request.header.")
            ? request.headers().first(name).orElse("")
            : request.parameters().getOrDefault(name, List.of("")).get(0);
    return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7).strip() : value;
  }

  private static JsonNode claims(ObjectNode state, JsonNode jwt, String token, Instant now)
      throws Wrong {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new Wrong("the token is malformed");
    }
    JsonNode header = part(parts[0]);
    JsonNode claims = part(parts[1]);
    String issuer = jwt.path("issuer").asText();
    JsonNode keys =
        Issuers.keys(state, issuer).orElseThrow(() -> new Wrong("the issuer cannot be reached"));
    if (!isSigned(header, keys, parts)) {
      throw new Wrong("the token has an invalid signature");
    }
    if (!claims.path("iss").asText().equals(issuer)) {
      throw new Wrong("the token does not have a valid issuer");
    }
    // client_id is looked at only where there is no aud
    JsonNode audience = claims.has("aud") ? claims.path("aud") : claims.path("client_id");
    List<String> has = audience.isArray() ? texts(audience) : List.of(audience.asText());
    if (texts(jwt.path("audience")).stream().noneMatch(has::contains)) {
      throw new Wrong("the token does not have a valid audience");
    }
    long second = now.getEpochSecond();
    if (claims.path("exp").asLong(0) <= second) {
      throw new Wrong("the token has expired");
    }
    if (claims.path("nbf").asLong(0) > second || claims.path("iat").asLong(0) > second) {
      throw new Wrong("the token is not valid yet");
    }
    return claims;
  }

  private static JsonNode part(String text) throws Wrong {
    try {
      JsonNode read = JSON.readTree(Base64.getUrlDecoder().decode(text));
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (IOException | IllegalArgumentException malformed) {
      // told below
    }
    throw new Wrong("the token is malformed");
  }

  private static boolean isSigned(JsonNode header, JsonNode keys, String[] parts) {
    String algorithm = ALGORITHMS.get(header.path("alg").asText());
    for (JsonNode key : keys.path("keys")) {
      boolean its =
          header.hasNonNull("kid")
              && key.path("kid").equals(header.path("kid"))
              && key.path("kty").asText().equals("RSA");
      if (its && algorithm != null) {
        return isSigned(algorithm, key, parts);
      }
    }
    return false;
  }

  private static boolean isSigned(String algorithm, JsonNode key, String[] parts) {
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      BigInteger modulus = new BigInteger(1, decoder.decode(key.path("n").asText()));
      BigInteger exponent = new BigInteger(1, decoder.decode(key.path("e").asText()));
      PublicKey known =
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(known);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(decoder.decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return false;
    }
  }

  /** {@code scope} is a text, {@code scp} a text or a list. */
  private static List<String> scopes(JsonNode claims) {
    JsonNode told = claims.has("scope") ? claims.path("scope") : claims.path("scp");
    return told.isArray() ? texts(told) : List.of(told.asText().split(" "));
  }

  /** As functions are told: every claim as text, a list in brackets. */
  private static ObjectNode event(JsonNode claims, List<String> scopes) {
    ObjectNode jwt = JsonNodeFactory.instance.objectNode();
    ObjectNode told = jwt.putObject("claims");
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      told.put(claim.getKey(), text(claim.getValue()));
    }
    if (scopes.isEmpty()) {
      jwt.putNull("scopes");
    } else {
      scopes.forEach(jwt.putArray("scopes")::add);
    }
    return jwt;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return texts(value).stream().collect(Collectors.joining(" ", "[", "]"));
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** What checks a route's tokens; empty if it takes none. */
  static Optional<JsonNode> authorizer(JsonNode api, JsonNode route) {
    return route.path("authorizationType").asText().equals("JWT")
        ? Optional.of(api.path("_authorizers").path(route.path("authorizerId").asText()))
        : Optional.empty();
  }
}
