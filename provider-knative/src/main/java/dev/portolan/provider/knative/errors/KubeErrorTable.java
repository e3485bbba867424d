package dev.portolan.provider.knative.errors;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.wire.ErrorRow;
import java.util.List;

/** What a Kubernetes API server with Knative answers when it does not do as asked. */
final class KubeErrorTable {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String API =
      "https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go";
  private static final String APPLY =
      "https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts";
  private static final String WEBHOOKS =
      "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/";
  private static final String SERVING =
      "https://github.com/knative/serving/tree/main/pkg/apis/serving/v1";

  /** The first row that matches holds; the last matches everything. */
  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of("throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, API).http(429),
          ErrorRow.of(
                  "field-conflict",
                  Kind.CONFLICT,
                  NEVER,
                  "let one tool manage the field: take it out of the other's manifest",
                  APPLY)
              .http(409)
              .says("Apply failed with \\d+ conflict"),
          ErrorRow.of("being-deleted", Kind.CONFLICT, CONFLICT, AGAIN, API)
              .http(409)
              .says("is being deleted"),
          ErrorRow.of("modified", Kind.CONFLICT, CONFLICT, AGAIN, API).http(409).code("Conflict"),
          ErrorRow.of("exists", Kind.CONFLICT, CONFLICT, AGAIN, API).http(409),
          ErrorRow.of("unauthenticated", Kind.UNAUTHENTICATED, NEVER, "log in again", API)
              .http(401),
          ErrorRow.of(
                  "namespace-terminating",
                  Kind.NOT_READY,
                  NEVER,
                  "wait until the namespace is gone, or deploy into another",
                  API)
              .http(403)
              .says("because it is being terminated"),
          ErrorRow.of(
                  "quota",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "ask for less, or have the namespace's quota raised",
                  API)
              .http(403)
              .says("exceeded quota"),
          ErrorRow.of(
                  "forbidden",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "have a role bound to you that allows what the message names",
                  API)
              .http(403),
          ErrorRow.of(
                  "namespace-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "create the namespace, or set portolan.knative.namespace",
                  API)
              .http(404)
              .says("namespaces \"[^\"]*\" not found"),
          ErrorRow.of(
                  "kind-missing",
                  Kind.UNSUPPORTED,
                  NEVER,
                  "install Knative: https://knative.dev/docs/install/",
                  API)
              .http(404)
              .says("could not find the requested resource|page not found"),
          ErrorRow.of("not-found", Kind.NOT_FOUND, NEVER, AGAIN, API).http(404),
          ErrorRow.of(
                  "denied-by-webhook",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "change what the webhook names",
                  WEBHOOKS)
              .http(400)
              .says("denied the request"),
          ErrorRow.of("template-not-renamed", Kind.CONFLICT, NEVER, "deploy again", SERVING)
              .says("changes without a name change"),
          ErrorRow.of("invalid", Kind.INVALID_CONFIGURATION, NEVER, "change what it names", API)
              .http(422),
          ErrorRow.of("bad-request", Kind.INVALID_CONFIGURATION, NEVER, "change what it names", API)
              .http(400),
          ErrorRow.of("webhook-down", Kind.UNAVAILABLE, TRANSIENT, AGAIN, WEBHOOKS)
              .says("failed calling webhook"),
          ErrorRow.of(
                  "redirected",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "name the API server's own address in the kubeconfig: the token is not sent on to"
                      + " another",
                  API)
              .http(3),
          ErrorRow.of("server-error", Kind.UNAVAILABLE, TRANSIENT, AGAIN, API).http(5),
          ErrorRow.of("unexpected", Kind.UNKNOWN, NEVER, "", API));

  private KubeErrorTable() {}
}
