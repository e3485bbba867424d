package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.ExternalAccountAuthorizedUserCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who we are to Google: what its own libraries find, or the file that was named. */
public final class Login {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final GoogleCredentials credentials;
  private final Map<String, IdTokenCredentials> identities = new ConcurrentHashMap<>();

  private Login(GoogleCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Reads a key or a configuration of workload identity; without a file, asks where Google's
   * libraries ask: gcloud's own file, then the metadata server.
   */
  public static Login open(Optional<Path> file, HttpTransport transport) throws IOException {
    GoogleCredentials found;
    if (file.isPresent()) {
      try (InputStream in = Files.newInputStream(file.get())) {
        found = GoogleCredentials.fromStream(in, () -> transport);
      } catch (IOException | IllegalArgumentException e) {
        throw new DeployException(
            DeployException.Kind.UNAUTHENTICATED,
            file.get() + " holds no credentials: " + e.getMessage(),
            "name a service account's key, or a configuration of workload identity",
            e);
      }
    } else {
      found = GoogleCredentials.getApplicationDefault(() -> transport);
    }
    return new Login(found.createScoped(List.of(SCOPE)));
  }

  /** The same; a person's calls count as a project's, where the credentials name no other. */
  public Login countedFor(String project) {
    boolean person =
        credentials instanceof UserCredentials
            || credentials instanceof ExternalAccountAuthorizedUserCredentials;
    boolean named = credentials.getQuotaProjectId() != null;
    return person && !named ? new Login(credentials.createWithQuotaProject(project)) : this;
  }

  public GoogleCredentials credentials() {
    return credentials;
  }

  /** The e-mail of a service account, or what kind of credentials these are. */
  public String name() {
    if (credentials instanceof ImpersonatedCredentials account) {
      return account.getAccount();
    }
    return credentials instanceof ServiceAccountCredentials account
        ? account.getClientEmail()
        : credentials.getClass().getSimpleName();
  }

  /**
   * Whether there can be a token for one service. A person's credentials give one for gcloud alone,
   * whatever they are asked for, and a federation's give none.
   *
   * @see <a href="https://cloud.google.com/run/docs/authenticating/developers">who may have one</a>
   */
  public boolean identifies() {
    return credentials instanceof IdTokenProvider && !(credentials instanceof UserCredentials);
  }

  /**
   * Says that there can be no such token.
   *
   * @param otherwise what else helps; empty for nothing
   */
  public void requireIdentity(String otherwise) {
    if (!identifies()) {
      throw DeployException.of(
          DeployException.Kind.UNAUTHENTICATED,
          "these credentials (" + name() + ") cannot identify us to a private service",
          "use a service account's, as gcloud auth application-default login"
              + " --impersonate-service-account=EMAIL gives them"
              + otherwise);
    }
  }

  /** The project that the credentials name. */
  public Optional<String> project() {
    return Optional.ofNullable(credentials.getProjectId());
  }

  public String accessToken() throws IOException {
    credentials.refreshIfExpired();
    return credentials.getAccessToken().getTokenValue();
  }

  /**
   * A token that proves to one service who we are.
   *
   * @param audience the service's own URL
   */
  public String idToken(String audience) throws IOException {
    requireIdentity("");
    IdTokenCredentials token =
        identities.computeIfAbsent(
            audience,
            asked ->
                IdTokenCredentials.newBuilder()
                    .setIdTokenProvider((IdTokenProvider) credentials)
                    .setTargetAudience(asked)
                    .build());
    token.refreshIfExpired();
    return token.getAccessToken().getTokenValue();
  }
}
