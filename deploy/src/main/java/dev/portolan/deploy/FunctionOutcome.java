package dev.portolan.deploy;

import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one function in a run.
 *
 * @param url where it answers HTTP
 * @param version the version that serves now
 * @param digest SHA-256 of the artifact that serves now, lower-case hex
 * @param error why it failed
 */
public record FunctionOutcome(
    String function,
    Action action,
    Optional<URI> url,
    Optional<String> version,
    Optional<String> digest,
    Optional<DeployException> error) {
  public FunctionOutcome {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(error, "error");
  }

  static FunctionOutcome failed(String function, DeployException error) {
    return new FunctionOutcome(
        function,
        Action.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(error));
  }
}
