package dev.portolan.sandbox.gcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.gcp.wire.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Access tokens and identity tokens of accounts; they end with the process. */
public final class Tokens {
  static final Duration LIFE = Duration.ofHours(1);
  private static final String ISSUER = "https://accounts.google.com";

  private final Keys keys;
  private final InstantSource clock;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  private final Predicate<String> there;

  private record Held(String email, Instant until) {}

  /**
   * Gives tokens.
   *
   * @param there whether an account is there: the tokens of one that is gone are good for nothing
   */
  public Tokens(Keys keys, InstantSource clock, Predicate<String> there) {
    this.keys = keys;
    this.clock = clock;
    this.there = there;
  }

  /** Whether tokens can be had for this account. */
  public boolean serves(String email) {
    return there.test(email);
  }

  Keys keys() {
    return keys;
  }

  Instant now() {
    return clock.instant();
  }

  /** A new access token of this account, good for an hour. */
  public String access(String email) {
    String token = "ya29.sandbox-" + Ids.hex(32);
    held.put(token, new Held(email, now().plus(LIFE)));
    return token;
  }

  /** Whose access token it is, while it is good. */
  public Optional<String> holder(String token) {
    return Optional.ofNullable(held.get(token))
        .filter(each -> now().isBefore(each.until()))
        .map(Held::email)
        .filter(there);
  }

  /** Says to the audience who this account is; good for an hour. */
  public String identity(String email, String audience) {
    ObjectNode claims = Jwt.JSON.createObjectNode();
    claims
        .put("iss", ISSUER)
        .put("aud", audience)
        .put("azp", email)
        .put("sub", Ids.of(email, 21))
        .put("email", email)
        .put("email_verified", true)
        .put("iat", now().getEpochSecond())
        .put("exp", now().plus(LIFE).getEpochSecond());
    return Jwt.signed(claims, keys);
  }

  /** Whose identity token it is, when it is good and for this audience. */
  public Optional<String> identified(String token, String audience) {
    return claims(token)
        .filter(claims -> claims.path("aud").asText().equals(audience))
        .map(claims -> claims.path("email").asText());
  }

  /** Whom and which audience an identity token tells, when it is good. */
  public Optional<JsonNode> claims(String token) {
    return Jwt.verified(token, keys)
        .filter(claims -> claims.path("iss").asText().equals(ISSUER))
        .filter(claims -> now().getEpochSecond() < claims.path("exp").asLong())
        .filter(claims -> there.test(claims.path("email").asText()));
  }
}
