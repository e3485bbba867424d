package dev.portolan;

import java.util.Map;

/**
 * A caller that the platform verified before the function was invoked.
 *
 * @param kind how it was verified
 * @param subject who it is: the principal's full name on the platform, or the token's {@code sub}
 * @param claims what else the platform vouches for, as text; for a token, its claims
 */
public record Identity(Kind kind, String subject, Map<String, String> claims) {

  /** Copies the claims. */
  public Identity {
    if (kind == null || subject == null) {
      throw new IllegalArgumentException("an identity needs a kind and a subject");
    }
    claims = Map.copyOf(claims);
  }

  /** How a caller was verified. */
  public enum Kind {
    /** By the platform's own access control. */
    PLATFORM,
    /** By a signed token, checked before the function was invoked. */
    TOKEN
  }
}
