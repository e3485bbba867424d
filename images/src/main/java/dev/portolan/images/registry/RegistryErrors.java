package dev.portolan.images.registry;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.wire.ErrorRow;
import java.util.List;

/**
 * What an image registry answers when it does not do as asked, and what that means.
 *
 * @param rows the first that matches holds; the last matches everything
 */
public record RegistryErrors(List<ErrorRow> rows) {
  /** To log in with Docker's configuration. */
  public static final String DOCKER_LOGIN =
      "log in with 'docker login', 'podman login' or a credential helper in ~/.docker/config.json";

  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String SPEC =
      "https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes";

  /**
   * The table, with what only a provider can say.
   *
   * @param login how people log in to the registry
   * @param missing what to check where an image is not found: the settings that name it
   */
  public static RegistryErrors of(String login, String missing) {
    return new RegistryErrors(
        List.of(
            ErrorRow.of("registry-throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, SPEC).http(429),
            ErrorRow.of("registry-login", Kind.UNAUTHENTICATED, NEVER, login, SPEC).http(401),
            ErrorRow.of(
                    "registry-denied",
                    Kind.PERMISSION_DENIED,
                    NEVER,
                    "have push and pull allowed for this repository",
                    SPEC)
                .http(403),
            ErrorRow.of("upload-lost", Kind.UNAVAILABLE, TRANSIENT, AGAIN, SPEC)
                .code("BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID"),
            ErrorRow.of("blob-missing", Kind.UNAVAILABLE, TRANSIENT, AGAIN, SPEC)
                .code("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN"),
            ErrorRow.of(
                    "registry-without-oci",
                    Kind.UNSUPPORTED,
                    NEVER,
                    "use a registry that takes OCI images",
                    SPEC)
                .code("MANIFEST_INVALID", "UNSUPPORTED"),
            ErrorRow.of("registry-too-large", Kind.QUOTA_EXCEEDED, NEVER, "", SPEC).http(413),
            ErrorRow.of("image-missing", Kind.NOT_FOUND, NEVER, missing, SPEC).http(404),
            ErrorRow.of("registry-error", Kind.UNAVAILABLE, TRANSIENT, AGAIN, SPEC).http(5),
            ErrorRow.of("registry-unexpected", Kind.UNKNOWN, NEVER, "", SPEC)));
  }

  public Failure classify(RegistryException said) {
    ErrorRow row = ErrorRow.first(rows, said.code(), said.getMessage(), said.status());
    return new Failure(
        row.name(), row.kind(), row.retry(), said.getMessage(), row.hint(), said.retryAfter());
  }
}
