package dev.portolan.provider.azure.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import dev.portolan.provider.azure.wire.HttpRefused;
import dev.portolan.provider.azure.wire.OperationFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

/** Each row of the table, reached by what Azure really says, through Azure's own clients. */
class AzureErrorsTest {
  private static final CannedAzure AZURE = new CannedAzure();
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Sample> samples() throws IOException {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatAzureSaysFallsUnderItsRow(Sample sample) throws Exception {
    List<Failure> all = failures(sample);
    assertFalse(all.isEmpty());
    for (Failure failure : all) {
      assertEquals(sample.row(), failure.row(), failure.message());
      assertEquals(sample.kind(), failure.kind());
      assertEquals(sample.retry(), failure.retry());
      assertTrue(failure.message().contains(sample.text()), failure.message());
    }
  }

  @Test
  void everyRowHasASample() throws IOException {
    Set<String> rows = new TreeSet<>();
    ErrorTable.ROWS.forEach(row -> assertTrue(rows.add(row.name()), row.name() + " twice"));
    Sample.all().forEach(sample -> rows.remove(sample.row()));
    assertEquals(Set.of(), rows);
  }

  @Test
  void everyRowNamesItsSource() {
    for (ErrorRow row : ErrorTable.ROWS) {
      assertTrue(row.source().startsWith("https://"), row.name());
    }
  }

  private static List<Failure> failures(Sample sample) throws Exception {
    List<Failure> all = new ArrayList<>();
    switch (sample.from()) {
      case "arm" -> {
        AZURE.answers(sample.status(), Map.of("content-type", "application/json"), arm(sample));
        AZURE.manager().forEach(call -> all.add(classified(call)));
      }
      case "web" -> {
        AZURE.answers(sample.status(), Map.of("content-type", "application/json"), web(sample));
        AZURE.manager().forEach(call -> all.add(classified(call)));
      }
      case "page" -> {
        String page = "<html><head><style>p {}</style></head><p>" + sample.text() + "</p></html>";
        AZURE.answers(sample.status(), Map.of("content-type", "text/html"), page);
        AZURE.manager().forEach(call -> all.add(classified(call)));
        all.add(AzureErrors.classify(refused(sample.status(), page)));
      }
      case "blob" -> {
        String xml =
            "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s\nRequestId:1</Message></Error>"
                .formatted(sample.code(), sample.text());
        Map<String, String> headers =
            Map.of("content-type", "application/xml", "x-ms-error-code", sample.code());
        AZURE.answers(sample.status(), headers, xml);
        AZURE.storage().forEach(call -> all.add(classified(call)));
      }
      case "raw" -> all.add(AzureErrors.classify(refused(sample.status(), sample.text())));
      case "operation" ->
          all.add(AzureErrors.classify(new OperationFailed(sample.code(), sample.text())));
      case "entra" -> {
        IOException below = new IOException(sample.text());
        all.add(AzureErrors.classify(new RuntimeException("no token", below)));
        all.add(AzureErrors.classify(new ClientAuthenticationException(sample.text(), null)));
      }
      default -> throw new IllegalArgumentException(sample.from());
    }
    return all;
  }

  private static HttpRefused refused(int status, String body) {
    return new HttpRefused("POST https://hello.scm/api/publish", status, body, Optional.empty());
  }

  private static String arm(Sample sample) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode error = root.putObject("error").put("message", sample.text());
    if (!sample.code().equals("-")) {
      error.put("code", sample.code());
    }
    return root.toString();
  }

  private static String web(Sample sample) {
    ObjectNode root =
        JSON.createObjectNode().put("Code", sample.code()).put("Message", sample.text());
    root.putNull("Target");
    root.putArray("Details").addObject().put("Message", sample.text());
    root.withArray("Details").addObject().put("Code", sample.code());
    root.withArray("Details")
        .addObject()
        .putObject("ErrorEntity")
        .put("ExtendedCode", "51021")
        .put("Code", sample.code())
        .put("Message", sample.text());
    return root.putNull("Innererror").toString();
  }

  @Test
  void theCodeThatCountsMayStandDeepInside() {
    String inner =
        "{\"error\":{\"code\":\"SubscriptionIsOverQuotaForSku\",\"message\":\"This region has"
            + " quota of 0 instances for your subscription.\"}}";
    String text =
        JSON.createObjectNode()
            .set(
                "error",
                JSON.createObjectNode()
                    .put("code", "DeploymentFailed")
                    .set(
                        "details",
                        JSON.createArrayNode()
                            .add(
                                JSON.createObjectNode()
                                    .put("code", "Unauthorized")
                                    .put("message", inner))))
            .toString();
    AZURE.answers(401, Map.of(), text);
    for (Executable call : AZURE.manager()) {
      Failure failure = classified(call);
      assertEquals("quota", failure.row(), failure.message());
      assertTrue(failure.message().contains("quota of 0 instances"), failure.message());
    }
  }

  @Test
  void appServicesOwnNumbersAreRead() {
    AZURE.answers(
        400,
        Map.of(),
        "{\"Code\":\"BadRequest\",\"Message\":\"no\",\"Details\":[{\"ErrorEntity\":"
            + "{\"ExtendedCode\":\"04916\",\"Code\":\"ExpectationFailed\"}}]}");
    assertEquals("host-failed", classified(AZURE.manager().get(0)).row());
  }

  static Stream<Arguments> unanswered() {
    return Stream.of(
        Arguments.of("unknown-host", Retry.TRANSIENT, new UnknownHostException("x.invalid")),
        Arguments.of("call-timeout", Retry.TRANSIENT, new HttpTimeoutException("timed out")),
        Arguments.of("call-timeout", Retry.TRANSIENT, new TimeoutException("10 s")),
        Arguments.of("lost-response", Retry.TRANSIENT, new ConnectException("refused")),
        Arguments.of("lost-response", Retry.TRANSIENT, new IOException("EOF reached")),
        Arguments.of("certificate", Retry.NEVER, new SSLHandshakeException("PKIX path")),
        Arguments.of("certificate", Retry.NEVER, new IOException(new CertificateException("x"))));
  }

  @ParameterizedTest
  @MethodSource("unanswered")
  void withoutAnAnswerTheCauseCounts(String row, Retry retry, Throwable cause) {
    AZURE.isSilent(cause);
    for (List<Executable> calls : List.of(AZURE.manager(), AZURE.storage())) {
      for (Executable call : calls) {
        Failure failure = classified(call);
        assertEquals(row, failure.row(), failure.message());
        assertEquals(retry, failure.retry());
      }
    }
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("a page", "<html><title>Sign in</title></html>"),
        Arguments.of("garbage", "\u0000\u0001lorem"),
        Arguments.of("a body cut off", "{\"name\":\"hello"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoAnswerOfAnApiIsALostOne(String what, String body) {
    AZURE.answers(200, Map.of("content-type", "application/json"), body);
    for (Executable call : AZURE.manager()) {
      Failure failure = classified(call);
      assertEquals(Kind.UNAVAILABLE, failure.kind(), what + ": " + failure);
      assertEquals(Retry.TRANSIENT, failure.retry(), what);
    }
  }

  static Stream<Arguments> ours() {
    return Stream.of(
        Arguments.of("interrupted", Retry.NEVER, new InterruptedException()),
        Arguments.of("interrupted", Retry.NEVER, Exceptions.propagate(new InterruptedException())),
        Arguments.of("file", Retry.NEVER, new NoSuchFileException("hello.zip")),
        Arguments.of("file", Retry.NEVER, new UncheckedIOException(new NoSuchFileException("x"))),
        Arguments.of(
            "no-credentials",
            Retry.NEVER,
            new CredentialUnavailableException(
                "EnvironmentCredential authentication unavailable. Environment variables are not"
                    + " fully configured.")),
        Arguments.of(
            "login-failed",
            Retry.NEVER,
            new ClientAuthenticationException(
                "Managed Identity authentication failed", null, new IllegalStateException("bug"))),
        Arguments.of(
            "lost-response",
            Retry.TRANSIENT,
            new ClientAuthenticationException(
                "Managed Identity authentication failed", null, new ConnectException("refused"))),
        Arguments.of("changed-meanwhile", Retry.FENCE, new ChangedMeanwhile("the site is new")),
        Arguments.of("unexpected", Retry.NEVER, new IllegalStateException("bug")));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatNeverReachedAzureHasARowToo(String row, Retry retry, Throwable thrown) {
    Failure failure = AzureErrors.classify(thrown);
    assertEquals(row, failure.row());
    assertEquals(retry, failure.retry());
  }

  @Test
  void azuresOwnWordOnWaitingIsKept() {
    AZURE.answers(429, Map.of("Retry-After", "40"), "{}");
    assertEquals(
        Optional.of(Duration.ofSeconds(40)), classified(AZURE.manager().get(0)).notBefore());
    AZURE.answers(503, Map.of("x-ms-retry-after-ms", "250"), "{}");
    assertEquals(
        Optional.of(Duration.ofMillis(250)), classified(AZURE.storage().get(0)).notBefore());
    AZURE.answers(429, Map.of("Retry-After", "Thu, 26 Nov 2026 05:00:00 GMT"), "{}");
    assertEquals(Optional.empty(), classified(AZURE.manager().get(0)).notBefore());
  }

  @Test
  void aServiceThatIsBeingRegisteredIsWaitedFor() {
    OperationFailed unregistered = new OperationFailed("MissingSubscriptionRegistration", "no");
    assertEquals(Retry.NEVER, AzureErrors.classify(unregistered).retry());
    Failure meanwhile = AzureErrors.classifyWhileRegistering(unregistered);
    assertEquals(Retry.SLOW_PROPAGATION, meanwhile.retry());
    assertEquals(Kind.NOT_READY, meanwhile.kind());
    OperationFailed other = new OperationFailed("QuotaExceeded", "no");
    assertEquals(Retry.NEVER, AzureErrors.classifyWhileRegistering(other).retry());
  }

  @Test
  void whatWeSayOurselvesIsKept() {
    DeployException ours = DeployException.of(Kind.NOT_OWNED, "somebody else's", "leave it");
    Failure failure = AzureErrors.classify(new RuntimeException(ours));
    assertEquals(Kind.NOT_OWNED, failure.kind());
    assertEquals("leave it", failure.hint());
  }

  @Test
  void whatIsEndlessIsCut() {
    assertTrue(AzureErrors.classify(refused(500, "x".repeat(9000))).message().length() < 2500);
  }

  private static Failure classified(Executable call) {
    return AzureErrors.classify(assertThrows(Exception.class, call));
  }
}
