package dev.portolan.images.registry;

import java.io.IOException;
import java.util.Optional;

/** Knows who we are to registries. Asked when a registry asks, each time anew. */
@FunctionalInterface
public interface RegistryCredentials {
  /**
   * What to log in to the registry of a repository with. It is sent there, and to where that
   * registry says that tokens are given, over TLS or on loopback.
   *
   * @return empty if nothing is known
   */
  Optional<Login> find(Repository repository) throws IOException;

  /** What Docker's configuration, its credential helpers and those of well-known clouds know. */
  static RegistryCredentials docker() {
    return new DockerCredentials();
  }

  /** These, and others where these know nothing: base images may lie in other registries. */
  default RegistryCredentials or(RegistryCredentials others) {
    return repository -> {
      Optional<Login> own = find(repository);
      return own.isPresent() ? own : others.find(repository);
    };
  }
}
