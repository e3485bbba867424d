package dev.portolan.provider.knative.errors;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What an image registry answers when it does not do as asked. */
final class RegistryErrorTable {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String SPEC =
      "https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes";
  private static final String LOGIN =
      "log in with 'docker login', 'podman login' or a credential helper in ~/.docker/config.json";

  /** The first row that matches holds; the last matches everything. */
  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of("registry-throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, SPEC).http(429),
          ErrorRow.of("registry-login", Kind.UNAUTHENTICATED, NEVER, LOGIN, SPEC).http(401),
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
          ErrorRow.of(
                  "image-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "check portolan.knative.registry and portolan.knative.baseImage",
                  SPEC)
              .http(404),
          ErrorRow.of("registry-error", Kind.UNAVAILABLE, TRANSIENT, AGAIN, SPEC).http(5),
          ErrorRow.of("registry-unexpected", Kind.UNKNOWN, NEVER, "", SPEC));

  private RegistryErrorTable() {}
}
