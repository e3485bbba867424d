package dev.portolan.provider.azure.errors;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.FENCE;
import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;
import static dev.portolan.provider.azure.errors.ErrorTable.AGAIN;
import static dev.portolan.provider.azure.errors.ErrorTable.ISSUES;
import static dev.portolan.provider.azure.errors.ErrorTable.LEARN;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What the status alone says, of a page without a code as of a code that nobody documented. */
final class StatusRows {
  private static final String STATUS =
      LEARN + "azure/azure-resource-manager/management/async-operations";

  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of("throttled-status", Kind.UNAVAILABLE, THROTTLE, AGAIN, STATUS).http(429),
          ErrorRow.of("lost-update-status", Kind.CONFLICT, FENCE, AGAIN, STATUS).http(412),
          ErrorRow.of("timed-out", Kind.UNAVAILABLE, TRANSIENT, AGAIN, STATUS).http(408),
          // App Service's front end, while a site's worker is recycled
          ErrorRow.of(
                  "site-unavailable",
                  Kind.UNAVAILABLE,
                  TRANSIENT,
                  AGAIN + "; if it stays, restart the site in the portal",
                  ISSUES + "Azure/azure-cli/issues/24644")
              .http(503),
          ErrorRow.of(
                  "server",
                  Kind.UNAVAILABLE,
                  TRANSIENT,
                  AGAIN,
                  ISSUES + "Azure/functions-action/issues/390")
              .http(5),
          ErrorRow.of("conflict", Kind.CONFLICT, CONFLICT, AGAIN, STATUS).http(409),
          ErrorRow.of(
                  "too-large-status",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "leave libraries out of the function",
                  LEARN + "azure/azure-functions/functions-scale#service-limits")
              .http(413),
          ErrorRow.of(
                  "unauthenticated",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "log in again (az login); then run the same command again",
                  STATUS)
              .http(401),
          ErrorRow.of(
                  "denied-status",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "let the deploying identity do this, or let the proxy pass it",
                  STATUS)
              .http(403),
          ErrorRow.of("not-found", Kind.NOT_FOUND, NEVER, "deploy it first", STATUS).http(404),
          // a token that SCM does not take leads to a login page
          ErrorRow.of(
                  "login-page",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "something asks for a login on the way: a proxy, or a site that does not take this"
                      + " directory's tokens",
                  LEARN + "azure/app-service/deploy-authentication-types")
              .http(3),
          // of a trigger synchronisation the SDK throws with status 200
          ErrorRow.of(
                  "success-thrown",
                  Kind.UNAVAILABLE,
                  TRANSIENT,
                  AGAIN,
                  ISSUES
                      + "microsoft/azure-maven-plugins/blob/develop/azure-toolkit-libs/"
                      + "azure-toolkit-appservice-lib/src/main/java/com/microsoft/azure/toolkit/lib/"
                      + "appservice/function/FunctionApp.java")
              .http(2),
          ErrorRow.of("invalid", Kind.INVALID_CONFIGURATION, NEVER, "", STATUS).http(400),
          ErrorRow.of("other", Kind.UNKNOWN, NEVER, "", STATUS));

  private StatusRows() {}
}
