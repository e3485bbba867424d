package dev.portolan.provider.gcp.errors;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.FENCE;
import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.SLOW_PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What Google's APIs and its token endpoint answer when they do not do as asked. */
final class CallErrorTable {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String API = "https://cloud.google.com/apis/design/errors";
  private static final String TERRAFORM =
      "https://github.com/hashicorp/terraform-provider-google/blob/main/google/transport/"
          + "error_retry_predicates.go";
  private static final String ISSUES =
      "https://github.com/hashicorp/terraform-provider-google/issues/";
  private static final String TOKENS =
      "https://developers.google.com/identity/protocols/oauth2/service-account#error-codes";
  private static final String QUOTAS = "https://cloud.google.com/docs/quotas/troubleshoot";
  private static final String LOGIN =
      "log in again (gcloud auth application-default login), or name a valid key or configuration"
          + " with portolan.gcp.credentials";
  private static final String NOT_THE_SERVER =
      "see what answers in Google's place: a proxy, a login page, or another server at"
          + " portolan.gcp.endpoint";

  /** The first row that matches holds; the last matches everything. */
  static final List<ErrorRow> ROWS =
      List.of(
          // who we are
          ErrorRow.of(
                  "clock-skew",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "set this machine's clock: Google takes no token that is minutes off",
                  TOKENS)
              .says("reasonable timeframe|iat and exp values"),
          ErrorRow.of("credentials-expired", Kind.UNAUTHENTICATED, NEVER, LOGIN, TOKENS)
              .says("\\binvalid_grant\\b|\\binvalid_rapt\\b"),
          ErrorRow.of("credentials-refused", Kind.UNAUTHENTICATED, NEVER, LOGIN, TOKENS)
              .says("\"(invalid_client|unauthorized_client|invalid_scope|deleted_client)\""),
          ErrorRow.of("unauthenticated", Kind.UNAUTHENTICATED, NEVER, LOGIN, API)
              .http(401)
              .status("UNAUTHENTICATED"),
          // what the project is not set up for
          ErrorRow.of(
                  "no-quota-project",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "these credentials name no project that calls count for: run gcloud auth"
                      + " application-default set-quota-project PROJECT",
                  "https://cloud.google.com/docs/authentication/troubleshoot-adc")
              .reason("SERVICE_DISABLED")
              .says("project (764086051850|32555940559)\\b"),
          ErrorRow.of(
                  "api-disabled",
                  Kind.UNSUPPORTED,
                  NEVER,
                  "enable the API at the address in the message, or with gcloud services enable;"
                      + " then wait a minute",
                  "https://cloud.google.com/apis/docs/getting-started#enabling_apis")
              .reason("SERVICE_DISABLED"),
          ErrorRow.of(
                  "billing-disabled",
                  Kind.UNSUPPORTED,
                  NEVER,
                  "link the project to a billing account",
                  "https://cloud.google.com/billing/docs/how-to/modify-project")
              .reason("BILLING_DISABLED"),
          ErrorRow.of(
                  "project-unusable",
                  Kind.NOT_FOUND,
                  NEVER,
                  "check portolan.gcp.project, and that the project is not being deleted",
                  "https://cloud.google.com/apis/design/errors#error_info")
              .reason("CONSUMER_INVALID", "CONSUMER_SUSPENDED", "USER_PROJECT_DENIED"),
          ErrorRow.of(
                  "region-unknown",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "check portolan.gcp.region: https://cloud.google.com/functions/docs/locations",
                  API)
              .says(
                  "(location|region) \\S+ is not (found|valid|supported)"
                      + "|on 'locations/\\S+' \\(or it may not exist\\)"),
          // not everywhere yet
          ErrorRow.of("topic-not-ready", Kind.NOT_READY, PROPAGATION, AGAIN, TERRAFORM)
              .http(400)
              .says("retry this operation"),
          ErrorRow.of("activation-running", Kind.CONFLICT, CONFLICT, AGAIN, TERRAFORM)
              .http(400)
              .says("Another activation or deactivation is in progress"),
          // too much at once, or too much
          ErrorRow.of("quota-per-minute", Kind.QUOTA_EXCEEDED, THROTTLE, AGAIN, TERRAFORM)
              .says("Quota exceeded for quota metric '.*' and limit '.* per minute"),
          ErrorRow.of("operations-quota", Kind.QUOTA_EXCEEDED, THROTTLE, AGAIN, TERRAFORM)
              .reason("CONCURRENT_OPERATIONS_QUOTA_EXCEEDED"),
          ErrorRow.of(
                  "quota",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "delete what is not needed, or have the quota raised",
                  QUOTAS)
              .says(
                  "Quota exceeded for quota metric|maximum number of|Quota limit .* (been )?exceeded"),
          ErrorRow.of("throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, QUOTAS).http(429),
          // five kinds of 409
          ErrorRow.of(
                  "revision-exists",
                  Kind.CONFLICT,
                  NEVER,
                  "someone named a revision in the service's template: take the name out, then"
                      + " deploy again",
                  ISSUES + "14569")
              .http(409)
              .says("with different configuration already exists"),
          ErrorRow.of("being-deleted", Kind.CONFLICT, SLOW_PROPAGATION, AGAIN, ISSUES + "7854")
              .http(409)
              .says(
                  "being deleted|delet(e|ion) .*(in progress|running|not (yet )?(done|complete))"),
          ErrorRow.of("policy-changed", Kind.CONFLICT, CONFLICT, AGAIN, API)
              .http(409)
              .says("concurrent policy changes"),
          ErrorRow.of(
                  "version-conflict",
                  Kind.CONFLICT,
                  FENCE,
                  "let one deployment end before the next begins",
                  "https://cloud.google.com/run/docs/reference/rest/v2/"
                      + "projects.locations.services#Service")
              .http(409)
              .says("Conflict for resource|\\betag\\b"),
          ErrorRow.of(
                  "operation-running",
                  Kind.CONFLICT,
                  CONFLICT,
                  "another deployment of the same thing is running: let it end",
                  "https://github.com/firebase/firebase-tools/issues/10731")
              .http(409)
              .says(
                  "unable to queue the operation|operationInProgress"
                      + "|operation .*(already )?in progress"),
          ErrorRow.of("already-exists", Kind.CONFLICT, CONFLICT, AGAIN, API)
              .http(409)
              .status("ALREADY_EXISTS"),
          ErrorRow.of("conflict", Kind.CONFLICT, CONFLICT, AGAIN, API).http(409),
          ErrorRow.of("precondition", Kind.CONFLICT, CONFLICT, AGAIN, API).http(412),
          // the rest of what an API says
          ErrorRow.of(
                  "permission-denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "have a role granted to you that holds what the message names",
                  API)
              .http(403)
              .status("PERMISSION_DENIED"),
          ErrorRow.of("not-found", Kind.NOT_FOUND, NEVER, AGAIN, API).http(404).status("NOT_FOUND"),
          ErrorRow.of("invalid", Kind.INVALID_CONFIGURATION, NEVER, "change what it names", API)
              .http(400)
              .status("INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE"),
          ErrorRow.of("cancelled", Kind.UNAVAILABLE, TRANSIENT, AGAIN, API).http(499),
          ErrorRow.of("not-offered", Kind.UNSUPPORTED, NEVER, "", API)
              .http(501)
              .status("UNIMPLEMENTED"),
          ErrorRow.of("server-error", Kind.UNAVAILABLE, TRANSIENT, AGAIN, API).http(5),
          // what is no answer of an API at all
          ErrorRow.of("redirected", Kind.INVALID_CONFIGURATION, NEVER, NOT_THE_SERVER, API).http(3),
          ErrorRow.of("not-google", Kind.UNAVAILABLE, NEVER, NOT_THE_SERVER, API).status(""),
          ErrorRow.of("unexpected", Kind.UNKNOWN, NEVER, "", API));

  private CallErrorTable() {}
}
