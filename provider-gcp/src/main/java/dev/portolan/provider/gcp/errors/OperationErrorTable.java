package dev.portolan.provider.gcp.errors;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What a long-running operation ends with, though its call had been accepted. */
final class OperationErrorTable {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String CODES =
      "https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto";
  private static final String FIREBASE =
      "https://github.com/firebase/firebase-tools/blob/main/src/deploy/functions/release/";

  /** The first row that matches holds; the last matches everything. */
  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "build-denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "grant roles/cloudbuild.builds.builder to the service account that builds (since"
                      + " 2024 the default compute account): the build's log is at the address in"
                      + " the message",
                  "https://cloud.google.com/build/docs/cloud-build-service-account-updates")
              .says(
                  "missing permission on the build service account"
                      + "|Build failed.*(Access to bucket .* denied|does not have .*permission"
                      + "|PERMISSION_DENIED)"),
          ErrorRow.of(
                  "build-failed",
                  Kind.UNHEALTHY,
                  NEVER,
                  "the build's log is at the address in the message",
                  "https://cloud.google.com/functions/docs/troubleshooting#build")
              .says("^Build failed|Build (error|failure)"),
          ErrorRow.of(
                  "run-exhausted",
                  Kind.QUOTA_EXCEEDED,
                  THROTTLE,
                  "what was left broken is deleted and made again; if that stays, deploy fewer"
                      + " functions at once, or have the quotas of Cloud Run raised",
                  FIREBASE + "fabricator.ts")
              .status("RESOURCE_EXHAUSTED"),
          ErrorRow.of("operation-already-exists", Kind.CONFLICT, CONFLICT, AGAIN, CODES)
              .status("ALREADY_EXISTS"),
          ErrorRow.of("operation-aborted", Kind.CONFLICT, CONFLICT, AGAIN, CODES)
              .status("ABORTED", "CANCELLED"),
          ErrorRow.of(
                  "operation-denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "grant what the message names",
                  CODES)
              .status("PERMISSION_DENIED", "UNAUTHENTICATED"),
          ErrorRow.of("operation-invalid", Kind.INVALID_CONFIGURATION, NEVER, "change that", CODES)
              .status("INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE", "NOT_FOUND"),
          ErrorRow.of("operation-failed", Kind.UNAVAILABLE, TRANSIENT, AGAIN, CODES));

  private OperationErrorTable() {}
}
