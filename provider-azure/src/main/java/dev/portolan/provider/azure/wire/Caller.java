package dev.portolan.provider.azure.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom a token of Microsoft's is about. It is not verified: it is ours.
 *
 * @param id object id in the directory, which roles are assigned to
 * @param name for people
 * @param person whether it is a user, and not an application
 */
public record Caller(String id, String name, boolean person) {
  /**
   * Reads a token's claims; empty if it is no JWT, or says no object id.
   *
   * @see <a
   *     href="https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">claims</a>
   */
  static Optional<Caller> of(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      Map<String, Object> all = Json.object(new String(claims, StandardCharsets.UTF_8));
      Optional<String> person = first(all, "upn", "unique_name", "preferred_username", "email");
      return first(all, "oid")
          .map(
              id ->
                  new Caller(
                      id,
                      person.or(() -> first(all, "appid", "azp")).orElse(id),
                      person.isPresent() && !"app".equals(all.get("idtyp"))));
    } catch (IOException | IllegalArgumentException notReadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Map<String, Object> claims, String... names) {
    return Stream.of(names)
        .map(claims::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
