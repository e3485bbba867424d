package dev.portolan.provider.azure.errors;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;
import static dev.portolan.provider.azure.errors.ErrorTable.AGAIN;
import static dev.portolan.provider.azure.errors.ErrorTable.COMMON;
import static dev.portolan.provider.azure.errors.ErrorTable.LEARN;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** Who is not let in: what Entra ID says, by its numbers, and what services say of its tokens. */
final class LoginRows {
  private static final String ENTRA = LEARN + "entra/identity-platform/reference-error-codes";
  private static final String TOKENS = LEARN + "rest/api/gettingstarted/#create-the-request";

  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "login-clock",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "set this machine's clock, or have the job's token made anew: it is not valid now",
                  ENTRA)
              .says("AADSTS(700024|70021\\d?.*(expired|time range)|50013.*(expired|not within))"),
          ErrorRow.of(
                  "login-federation",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "the application has no federated credential for this issuer and subject: compare"
                      + " them with those in the message",
                  ENTRA)
              .says("AADSTS(700(21[0-9]?|212|213|223)|70021)\\b"),
          ErrorRow.of(
                  "login-secret",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "renew the application's secret or certificate, and what AZURE_CLIENT_SECRET or"
                      + " AZURE_CLIENT_CERTIFICATE_PATH holds",
                  ENTRA)
              .says("AADSTS(7000215|7000222|700027|7000216)\\b"),
          ErrorRow.of(
                  "login-application",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "check AZURE_CLIENT_ID, and that the application is in that directory and enabled",
                  ENTRA)
              .says("AADSTS(700016|7000112|7000113|500011|650052)\\b"),
          ErrorRow.of(
                  "login-tenant",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "check portolan.azure.tenant, or AZURE_TENANT_ID",
                  ENTRA)
              .says("AADSTS(90002|900023|900021|50059|50020)\\b"),
          ErrorRow.of(
                  "login-again",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "log in again: az login, with --tenant where there are several",
                  ENTRA)
              .says(
                  "AADSTS(700082|70043|70044|50173|70008|500133|50076|50078|50079|50058|53003)\\b"),
          ErrorRow.of("login-out-of-order", Kind.UNAVAILABLE, TRANSIENT, AGAIN, ENTRA)
              .says("AADSTS(90033|90020|90006|50196|90055)\\b"),
          ErrorRow.of("login-refused", Kind.UNAUTHENTICATED, NEVER, "log in again: az login", ENTRA)
              .says("AADSTS\\d+"),
          ErrorRow.of(
                  "token-of-another-tenant",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "set portolan.azure.tenant to the directory of the subscription",
                  LEARN
                      + "azure/azure-resource-manager/troubleshooting/error-invalid-authentication-token-tenant")
              .code("InvalidAuthenticationTokenTenant"),
          ErrorRow.of(
                  "token-expired",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "log in again (az login); then run the same command again",
                  TOKENS)
              .code("ExpiredAuthenticationToken"),
          ErrorRow.of(
                  "token-invalid",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "log in again (az login), and check that portolan.azure.endpoint is of the cloud"
                      + " that the login is of",
                  COMMON)
              .code(
                  "InvalidAuthenticationToken",
                  "InvalidAuthenticationInfo",
                  "AuthenticationFailed",
                  "AuthenticationFailedInvalidHeader",
                  "NoAuthenticationInformation",
                  "InvalidAuthenticationTokenAudience"));

  private LoginRows() {}
}
