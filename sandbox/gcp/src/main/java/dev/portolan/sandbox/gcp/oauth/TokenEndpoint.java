package dev.portolan.sandbox.gcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a token for an assertion that the account's key has signed (RFC 7523): an access token, or
 * an identity token when the assertion names a {@code target_audience}.
 *
 * <p>The texts of its refusals are quoted in many issues of google-auth-library-java.
 */
public final class TokenEndpoint implements WireHandler {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final long SKEW = 300;

  // google-auth-library-java puts it into assertions for access tokens whatever the key file says
  private static final String GOOGLES = "https://oauth2.googleapis.com/token";

  private final Tokens tokens;
  private final String email;
  private final String uri;

  /**
   * Serves one account.
   *
   * @param uri the address that assertions must be meant for
   */
  public TokenEndpoint(Tokens tokens, String email, String uri) {
    this.tokens = tokens;
    this.email = email;
    this.uri = uri;
  }

  @Override
  public WireResponse handle(WireRequest request) {
    Map<String, List<String>> form = WireRequest.parameters(request.text());
    if (!request.method().equals("POST") || !first(form, "grant_type").equals(GRANT)) {
      return refused("unsupported_grant_type", "Invalid grant_type: " + first(form, "grant_type"));
    }
    Optional<JsonNode> assertion = Jwt.verified(first(form, "assertion"), tokens.keys());
    if (assertion.isEmpty()) {
      return refused("invalid_grant", "Invalid JWT Signature.");
    }
    JsonNode claims = assertion.get();
    if (!claims.path("iss").asText().equals(email)) {
      return refused("invalid_grant", "Invalid grant: account not found");
    }
    if (!List.of(uri, GOOGLES).contains(claims.path("aud").asText())) {
      return refused("invalid_grant", "Invalid JWT: Failed audience check.");
    }
    long now = tokens.now().getEpochSecond();
    long issued = claims.path("iat").asLong();
    long ends = claims.path("exp").asLong();
    if (ends <= now || issued > now + SKEW || ends - issued > Tokens.LIFE.toSeconds()) {
      return refused(
          "invalid_grant",
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    }
    ObjectNode answer = Jwt.JSON.createObjectNode();
    String audience = claims.path("target_audience").asText();
    if (!audience.isEmpty()) {
      answer.put("id_token", tokens.identity(email, audience));
    } else if (claims.path("scope").asText().isEmpty()) {
      return refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    } else {
      answer
          .put("access_token", tokens.access(email))
          .put("expires_in", Tokens.LIFE.toSeconds())
          .put("token_type", "Bearer");
    }
    return WireResponse.of(200, "application/json; charset=utf-8", answer.toString());
  }

  private static String first(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).get(0);
  }

  private static WireResponse refused(String error, String description) {
    ObjectNode body =
        Jwt.JSON.createObjectNode().put("error", error).put("error_description", description);
    return WireResponse.of(400, "application/json; charset=utf-8", body.toString());
  }
}
