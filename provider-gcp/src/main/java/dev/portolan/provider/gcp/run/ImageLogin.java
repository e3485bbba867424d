package dev.portolan.provider.gcp.run;

import dev.portolan.images.registry.Login;
import dev.portolan.images.registry.RegistryCredentials;
import dev.portolan.images.registry.Repository;
import java.io.IOException;
import java.util.Optional;

/**
 * Who we are to Artifact Registry: an access token, in a password's place.
 *
 * @param host the registry's, which is Google's or on this machine; no other gets to see the token
 * @see <a href="https://cloud.google.com/artifact-registry/docs/docker/authentication#token">access
 *     tokens</a>
 */
public record ImageLogin(String host, Token token) implements RegistryCredentials {
  private static final String USER = "oauth2accesstoken";

  /** Gives an access token that is good now. */
  @FunctionalInterface
  public interface Token {
    String get() throws IOException;
  }

  @Override
  public Optional<Login> find(Repository repository) throws IOException {
    return repository.host().equals(host)
        ? Optional.of(Login.of(USER, token.get()))
        : Optional.empty();
  }
}
