package dev.portolan.provider.knative.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.registry.RegistryException;
import dev.portolan.images.wire.ErrorRow;
import dev.portolan.provider.knative.cluster.ChangedMeanwhile;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the tables, reached by what a server really says. */
final class KnativeErrorsTest {
  static Stream<Arguments> kube() {
    return Stream.of(
        kube("throttled", 429, "TooManyRequests", "the server has received too many requests"),
        kube(
            "field-conflict",
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"argocd-controller\": .spec.traffic"),
        kube(
            "being-deleted",
            409,
            "AlreadyExists",
            "object is being deleted: services.serving.knative.dev \"x\" already exists"),
        kube(
            "modified",
            409,
            "Conflict",
            "Operation cannot be fulfilled on services.serving.knative.dev \"x\": the object has"
                + " been modified; please apply your changes to the latest version and try again"),
        kube("exists", 409, "AlreadyExists", "services.serving.knative.dev \"x\" already exists"),
        kube("unauthenticated", 401, "Unauthorized", "Unauthorized"),
        kube(
            "namespace-terminating",
            403,
            "Forbidden",
            "unable to create new content in namespace shop because it is being terminated"),
        kube(
            "quota",
            403,
            "Forbidden",
            "services \"x\" is forbidden: exceeded quota: compute, requested: limits.cpu=1"),
        kube(
            "forbidden",
            403,
            "Forbidden",
            "services.serving.knative.dev is forbidden: User \"ada\" cannot list resource"
                + " \"services\" in API group \"serving.knative.dev\" in the namespace \"shop\""),
        kube("namespace-missing", 404, "NotFound", "namespaces \"shop\" not found"),
        kube("kind-missing", 404, "NotFound", "the server could not find the requested resource"),
        kube("kind-missing", 404, "", "404 page not found"),
        kube("not-found", 404, "NotFound", "revisions.serving.knative.dev \"x\" not found"),
        kube(
            "denied-by-webhook",
            400,
            "BadRequest",
            "admission webhook \"validation.webhook.serving.knative.dev\" denied the request:"
                + " validation failed: must not set the field(s): spec.template.spec.nodeSelector"),
        kube(
            "template-not-renamed",
            500,
            "",
            "Saw the following changes without a name change (-old +new): spec[Image]"),
        kube("invalid", 422, "Invalid", "Service \"x\" is invalid: spec: Invalid value"),
        kube("bad-request", 400, "BadRequest", "the object provided is unrecognized"),
        kube(
            "webhook-down",
            500,
            "InternalError",
            "Internal error occurred: failed calling webhook \"webhook.serving.knative.dev\":"
                + " connection refused"),
        kube("redirected", 302, "", "Found"),
        kube("server-error", 500, "ServerTimeout", "please try again"),
        kube("server-error", 503, "ServiceUnavailable", "etcdserver: leader changed"),
        kube("unexpected", 418, "", "I'm a teapot"));
  }

  private static Arguments kube(String row, int code, String reason, String message) {
    return Arguments.of(row, code, reason, message);
  }

  @ParameterizedTest
  @MethodSource("kube")
  void whatAClusterSaysFallsUnderItsRow(String row, int code, String reason, String message) {
    Failure failure = KnativeErrors.classify(refusal(code, reason, message));
    assertEquals(row, failure.row());
    assertTrue(failure.message().contains(message), failure.message());
  }

  static Stream<Arguments> registry() {
    return Stream.of(
        Arguments.of("registry-throttled", 429, "TOOMANYREQUESTS"),
        Arguments.of("registry-login", 401, "UNAUTHORIZED"),
        Arguments.of("registry-denied", 403, "DENIED"),
        Arguments.of("upload-lost", 404, "BLOB_UPLOAD_UNKNOWN"),
        Arguments.of("upload-lost", 400, "DIGEST_INVALID"),
        Arguments.of("blob-missing", 404, "MANIFEST_BLOB_UNKNOWN"),
        Arguments.of("registry-without-oci", 415, "MANIFEST_INVALID"),
        Arguments.of("registry-too-large", 413, ""),
        Arguments.of("image-missing", 404, "NAME_UNKNOWN"),
        Arguments.of("registry-error", 502, ""),
        Arguments.of("registry-unexpected", 409, ""));
  }

  @ParameterizedTest
  @MethodSource("registry")
  void whatARegistrySaysFallsUnderItsRow(String row, int status, String code) {
    RegistryException said =
        new RegistryException(status, code, "no", Optional.of(Duration.ofSeconds(7)));
    Failure failure = KnativeErrors.classify(said);
    assertEquals(row, failure.row());
    assertEquals(Optional.of(Duration.ofSeconds(7)), failure.notBefore());
  }

  static Stream<Arguments> unanswered() {
    return Stream.of(
        Arguments.of("interrupted", Retry.NEVER, new InterruptedException()),
        Arguments.of("unknown-host", Retry.TRANSIENT, new UnknownHostException("kube.invalid")),
        Arguments.of("call-timeout", Retry.TRANSIENT, new HttpTimeoutException("timed out")),
        Arguments.of("lost-response", Retry.TRANSIENT, new ConnectException("refused")),
        Arguments.of("lost-response", Retry.TRANSIENT, new IOException("EOF reached")),
        Arguments.of("certificate", Retry.NEVER, new SSLHandshakeException("PKIX path")),
        Arguments.of("certificate", Retry.NEVER, new IOException(new CertificateException("x"))),
        Arguments.of("file", Retry.NEVER, new java.nio.file.NoSuchFileException("image.tar")),
        Arguments.of("changed-meanwhile", Retry.FENCE, new ChangedMeanwhile("x was changed")),
        Arguments.of("unexpected", Retry.NEVER, new IllegalStateException("bug")));
  }

  @ParameterizedTest
  @MethodSource("unanswered")
  void withoutAnAnswerTheCauseCounts(String row, Retry retry, Throwable cause) {
    Throwable thrown =
        cause instanceof IOException io ? new KubernetesClientException("failed", io) : cause;
    Failure failure = KnativeErrors.classify(thrown);
    assertEquals(row, failure.row());
    assertEquals(retry, failure.retry());
  }

  /** The whole text that people get, so that a change of one word is seen. */
  @Test
  void theseAreTheWords() throws IOException {
    StringBuilder words = new StringBuilder();
    kube()
        .map(Arguments::get)
        .map(row -> refusal((int) row[1], (String) row[2], (String) row[3]))
        .forEach(thrown -> tell(KnativeErrors.classify(thrown), words));
    registry()
        .map(Arguments::get)
        .map(row -> new RegistryException((int) row[1], (String) row[2], "no", Optional.empty()))
        .forEach(thrown -> tell(KnativeErrors.classify(thrown), words));
    try (var in = KnativeErrorsTest.class.getResourceAsStream("errors.txt")) {
      assertEquals(new String(in.readAllBytes(), "UTF-8"), words.toString());
    }
  }

  private static void tell(Failure failure, StringBuilder into) {
    into.append(failure.row()).append(": ").append(failure.kind());
    into.append(", again: ").append(failure.retry()).append('\n');
    into.append("  ").append(failure.message()).append('\n');
    into.append("  ").append(failure.hint()).append('\n');
  }

  @Test
  void whatWeSayOurselvesIsKept() {
    DeployException ours = DeployException.of(Kind.NOT_OWNED, "somebody else's", "leave it");
    Failure failure = KnativeErrors.classify(new RuntimeException(ours));
    assertEquals(Kind.NOT_OWNED, failure.kind());
    assertEquals("leave it", failure.hint());
  }

  @Test
  void theServersOwnWordOnWaitingIsKept() {
    Status status =
        new StatusBuilder()
            .withCode(429)
            .withReason("TooManyRequests")
            .withMessage("later")
            .withNewDetails()
            .withRetryAfterSeconds(3)
            .endDetails()
            .build();
    Failure failure = KnativeErrors.classify(new KubernetesClientException("later", 429, status));
    assertEquals(Optional.of(Duration.ofSeconds(3)), failure.notBefore());
  }

  @Test
  void everyRowIsReachedAndHasASource() {
    Set<String> reached = new TreeSet<>();
    kube().forEach(each -> reached.add((String) each.get()[0]));
    registry().forEach(each -> reached.add((String) each.get()[0]));
    Set<String> rows = new TreeSet<>();
    for (List<ErrorRow> table : List.of(KubeErrorTable.ROWS, KnativeErrors.REGISTRY.rows())) {
      table.forEach(row -> rows.add(row.name()));
      assertFalse(table.stream().anyMatch(row -> !row.source().startsWith("https://")));
    }
    assertEquals(rows, reached);
  }

  private static KubernetesClientException refusal(int code, String reason, String message) {
    Status status =
        new StatusBuilder().withCode(code).withReason(reason).withMessage(message).build();
    return new KubernetesClientException("Failure executing: PATCH", code, status);
  }
}
