package dev.portolan.images.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks where Docker's own tools would. */
final class DockerCredentials implements RegistryCredentials {
  @Override
  public Optional<Login> find(Repository repository) throws IOException {
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(repository.reference(), log -> {});
    return first(
        List.of(
            factory.dockerConfig(),
            factory.wellKnownCredentialHelpers(),
            factory.googleApplicationDefaultCredentials()),
        repository);
  }

  /** What the first that knows something knows. */
  static Optional<Login> first(List<CredentialRetriever> known, Repository repository)
      throws IOException {
    for (CredentialRetriever retriever : known) {
      try {
        Optional<Credential> credential = retriever.retrieve();
        if (credential.isPresent()) {
          return credential.map(DockerCredentials::login);
        }
      } catch (CredentialRetrievalException e) {
        throw new IOException("a credential helper for " + repository.host() + " failed", e);
      }
    }
    return Optional.empty();
  }

  private static Login login(Credential credential) {
    return credential.isOAuth2RefreshToken()
        ? Login.identity(credential.getPassword())
        : Login.of(credential.getUsername(), credential.getPassword());
  }
}
