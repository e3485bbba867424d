package dev.portolan.provider.gcp.errors;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What Cloud Storage answers to an upload that it does not take. Its codes stand as statuses. */
final class UploadErrorTable {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String XML =
      "https://cloud.google.com/storage/docs/xml-api/reference-status";

  /** The first row that matches holds; the last matches everything. */
  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of("upload-url-expired", Kind.UNAVAILABLE, TRANSIENT, AGAIN, XML)
              .status("ExpiredToken", "RequestTimeout"),
          ErrorRow.of(
                  "upload-altered",
                  Kind.UNAVAILABLE,
                  NEVER,
                  "something on the way changes requests: a proxy, or a clock that is off",
                  XML)
              .status("SignatureDoesNotMatch", "RequestTimeTooSkewed", "BadDigest"),
          ErrorRow.of(
                  "upload-too-large",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "leave libraries out of the function, or set portolan.gcp.target=run",
                  XML)
              .status("EntityTooLarge", "PolicyViolation"),
          // gcloud: "HTTP 403: delayed permission propagation"
          ErrorRow.of(
                  "upload-denied",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "a new project's bucket takes a while to be ready; if that stays, see whether an"
                      + " organization's policy or a perimeter closes it",
                  "https://cloud.google.com/storage/docs/access-control/signed-urls")
              .http(403),
          ErrorRow.of("upload-throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, XML).http(429),
          ErrorRow.of("upload-slow-down", Kind.UNAVAILABLE, THROTTLE, AGAIN, XML)
              .status("SlowDown", "ServiceUnavailable"),
          ErrorRow.of("upload-failed", Kind.UNAVAILABLE, TRANSIENT, AGAIN, XML).http(5),
          ErrorRow.of("upload-refused", Kind.UNKNOWN, NEVER, "", XML));

  private UploadErrorTable() {}
}
