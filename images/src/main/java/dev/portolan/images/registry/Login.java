package dev.portolan.images.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who we are to a registry.
 *
 * @param secret never told: a password, an access token in a password's place, or an identity token
 * @param identityToken whether the secret is one: it is exchanged where tokens are given, and never
 *     sent as a password
 */
public record Login(String user, String secret, boolean identityToken) {
  public static Login of(String user, String password) {
    return new Login(user, password, false);
  }

  static Login identity(String token) {
    return new Login("", token, true);
  }

  /** As a header has it. */
  String basic() {
    String pair = user + ":" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
