package dev.portolan.deploy.model;

import java.util.List;
import java.util.Objects;

/**
 * Whose signed tokens the platform's gateway takes for a caller's identity, before the function is
 * called: <a href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Tokens</a>.
 *
 * @param issuer what a token's {@code iss} is, and where its keys are found, by OpenID Connect
 *     discovery
 * @param audiences of which a token is for one; each once
 * @param scopes of which a token has one, each once; empty if it needs none
 */
public record Jwt(String issuer, List<String> audiences, List<String> scopes) {
  /** Takes nobody's. */
  public static final Jwt NOTHING = new Jwt("", List.of(), List.of());

  public Jwt {
    Objects.requireNonNull(issuer, "issuer");
    audiences = audiences.stream().distinct().toList();
    scopes = scopes.stream().distinct().toList();
  }

  /** Those of an issuer that are for one of these. */
  public static Jwt of(String issuer, String... audiences) {
    return new Jwt(issuer, List.of(audiences), List.of());
  }

  public Jwt withIssuer(String value) {
    return new Jwt(value, audiences, scopes);
  }

  public Jwt withAudiences(List<String> value) {
    return new Jwt(issuer, value, scopes);
  }

  public Jwt withScopes(List<String> value) {
    return new Jwt(issuer, audiences, value);
  }
}
