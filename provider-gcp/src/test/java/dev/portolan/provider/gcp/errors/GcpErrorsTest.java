package dev.portolan.provider.gcp.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.functions.UploadRefused;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.provider.gcp.wire.OperationFailed;
import dev.portolan.provider.gcp.wire.PartialList;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the tables, reached by what Google really says, through Google's own clients. */
final class GcpErrorsTest {
  @TempDir static Path directory;
  private static final CannedGoogle GOOGLE = new CannedGoogle();
  private static GoogleClients clients;

  @BeforeAll
  static void open() throws Exception {
    clients = GOOGLE.clients(directory);
  }

  @AfterAll
  static void close() {
    clients.close();
  }

  @ParameterizedTest
  @MethodSource("dev.portolan.provider.gcp.errors.Refusals#calls")
  void whatAnApiSaysFallsUnderItsRow(Refusals.Call call) {
    GOOGLE.answers(call::answer);
    for (Failure failure : List.of(classified(this::gax), classified(this::apiClient))) {
      assertEquals(call.row(), failure.row());
      assertTrue(failure.message().contains(call.message()), failure.message());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.portolan.provider.gcp.errors.Refusals#operations")
  void whatAnOperationEndsWithFallsUnderItsRow(String row, Code code, String message) {
    Failure failure = GcpErrors.classify(operation(code, message));
    assertEquals(row, failure.row());
    assertTrue(failure.message().contains(message), failure.message());
  }

  @ParameterizedTest
  @MethodSource("dev.portolan.provider.gcp.errors.Refusals#uploads")
  void whatCloudStorageSaysFallsUnderItsRow(String row, int status, String code) {
    Failure failure = GcpErrors.classify(upload(status, code));
    assertEquals(row, failure.row());
    assertTrue(failure.message().contains(String.valueOf(status)), failure.message());
  }

  @ParameterizedTest
  @MethodSource("dev.portolan.provider.gcp.errors.Refusals#tokens")
  void whatTheTokenEndpointSaysFallsUnderItsRow(String row, int status, String body) {
    GOOGLE.givesTokens(() -> CannedGoogle.json(status, body));
    try (GoogleClients fresh = GOOGLE.clients(directory)) {
      Executable[] calls = {
        () -> fresh.functions().getFunction("projects/p/locations/l/functions/f"),
        () -> fresh.iam().projects().serviceAccounts().get("projects/p/serviceAccounts/a").execute()
      };
      for (Executable call : calls) {
        assertEquals(row, classified(call).row());
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      GOOGLE.givesTokens(
          () -> CannedGoogle.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}"));
    }
  }

  static Stream<Arguments> unanswered() {
    return Stream.of(
        Arguments.of("unknown-host", Retry.TRANSIENT, new UnknownHostException("run.invalid")),
        Arguments.of("call-timeout", Retry.TRANSIENT, new HttpTimeoutException("timed out")),
        Arguments.of("lost-response", Retry.TRANSIENT, new ConnectException("refused")),
        Arguments.of("lost-response", Retry.TRANSIENT, new IOException("EOF reached")),
        Arguments.of("certificate", Retry.NEVER, new SSLHandshakeException("PKIX path")),
        Arguments.of("certificate", Retry.NEVER, new IOException(new CertificateException("x"))));
  }

  @ParameterizedTest
  @MethodSource("unanswered")
  void withoutAnAnswerTheCauseCounts(String row, Retry retry, IOException cause) {
    GOOGLE.answers(
        () -> {
          throw cause;
        });
    for (Failure failure : List.of(classified(this::gax), classified(this::apiClient))) {
      assertEquals(row, failure.row(), failure.message());
      assertEquals(retry, failure.retry());
    }
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("a page", "text/html", "<html><title>Sign in</title></html>"),
        Arguments.of("garbage", "application/json", "\u0000\u0001lorem"),
        Arguments.of("a body cut off", "application/json", "{\"name\":\"projects/p"),
        Arguments.of("a list where an object is due", "application/json", "[]"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoAnswerOfAnApiIsALostOne(String what, String type, String body) {
    GOOGLE.answers(() -> new MockLowLevelHttpResponse().setContentType(type).setContent(body));
    for (Failure failure : List.of(classified(this::gax), classified(this::apiClient))) {
      assertEquals("unreadable", failure.row(), what + ": " + failure.message());
      assertEquals(Retry.TRANSIENT, failure.retry());
    }
  }

  static Stream<Arguments> ours() throws IOException {
    return Stream.of(
        Arguments.of("interrupted", Retry.NEVER, new InterruptedException()),
        Arguments.of("file", Retry.NEVER, new java.nio.file.NoSuchFileException("source.zip")),
        Arguments.of(
            "no-credentials",
            Retry.NEVER,
            new IOException(
                "Your default credentials were not found. To set up Application Default"
                    + " Credentials for your environment, see"
                    + " https://cloud.google.com/docs/authentication/external/set-up-adc.")),
        Arguments.of(
            "credentials-malformed",
            Retry.NEVER,
            new IOException("Error reading credential file from location /home/ada/adc.json: x")),
        Arguments.of(
            "call-timeout",
            Retry.TRANSIENT,
            new java.util.concurrent.CancellationException("Task was cancelled.")),
        Arguments.of("partial-list", Retry.TRANSIENT, partial()),
        Arguments.of("unexpected", Retry.NEVER, new IllegalStateException("bug")));
  }

  private static PartialList partial() {
    return assertThrows(
        PartialList.class, () -> PartialList.check("functions", List.of("europe-west1")));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatNeverReachedGoogleHasARowToo(String row, Retry retry, Throwable thrown) {
    Failure failure = GcpErrors.classify(thrown);
    assertEquals(row, failure.row());
    assertEquals(retry, failure.retry());
  }

  static Stream<String> credentialsFiles() {
    return Stream.of(
        "{}",
        "not JSON",
        "",
        "{\"type\":\"other\"}",
        "{\"type\":\"service_account\",\"client_id\":\"1\",\"client_email\":\"a@b\","
            + "\"private_key_id\":\"1\",\"private_key\":\"none\"}",
        "{\"type\":\"service_account\"}");
  }

  @ParameterizedTest
  @MethodSource("credentialsFiles")
  void aFileThatHoldsNoCredentialsIsNamed(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("broken.json"), text);
    Failure failure = classified(() -> Login.open(Optional.of(file), GOOGLE));
    assertEquals(Kind.UNAUTHENTICATED, failure.kind());
    assertTrue(failure.message().contains("broken.json holds no credentials"), failure.message());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Optional<Path> file = Optional.of(directory.resolve("missing.json"));
    Failure failure = classified(() -> Login.open(file, GOOGLE));
    assertEquals(Kind.UNAUTHENTICATED, failure.kind());
    assertTrue(failure.message().contains("missing.json"), failure.message());
  }

  @Test
  void aListThatIsWholeIsNoError() throws Exception {
    PartialList.check("functions", List.of());
  }

  @Test
  void whatWeSayOurselvesIsKept() {
    DeployException ours = DeployException.of(Kind.NOT_OWNED, "somebody else's", "leave it");
    Failure failure = GcpErrors.classify(new RuntimeException(ours));
    assertEquals(Kind.NOT_OWNED, failure.kind());
    assertEquals("leave it", failure.hint());
  }

  @Test
  void googlesOwnWordOnWaitingIsKept() {
    GOOGLE.answers(() -> CannedGoogle.json(429, "{}").addHeader("Retry-After", "40"));
    assertEquals(Optional.of(Duration.ofSeconds(40)), classified(this::gax).notBefore());
    assertEquals(Optional.of(Duration.ofSeconds(40)), classified(this::apiClient).notBefore());
  }

  /** The whole text that people get, so that a change of one word is seen. */
  @Test
  void theseAreTheWords() throws IOException {
    StringBuilder words = new StringBuilder();
    Refusals.calls()
        .forEach(
            call -> {
              GOOGLE.answers(call::answer);
              tell(classified(this::gax), words);
            });
    Refusals.operations()
        .map(Arguments::get)
        .forEach(row -> tell(GcpErrors.classify(operation((Code) row[1], (String) row[2])), words));
    Refusals.uploads()
        .map(Arguments::get)
        .forEach(row -> tell(GcpErrors.classify(upload((int) row[1], (String) row[2])), words));
    try (var in = GcpErrorsTest.class.getResourceAsStream("errors.txt")) {
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), words.toString());
    }
  }

  private static void tell(Failure failure, StringBuilder into) {
    into.append(failure.row()).append(": ").append(failure.kind());
    into.append(", again: ").append(failure.retry()).append('\n');
    into.append("  ").append(failure.message()).append('\n');
    into.append("  ").append(failure.hint()).append('\n');
  }

  @Test
  void everyRowIsReachedAndHasASource() {
    Set<String> reached = new TreeSet<>();
    Refusals.calls().forEach(each -> reached.add(each.row()));
    Stream.of(Refusals.operations(), Refusals.uploads(), Refusals.tokens())
        .flatMap(rows -> rows)
        .forEach(each -> reached.add((String) each.get()[0]));
    Set<String> rows = new TreeSet<>();
    for (List<ErrorRow> table :
        List.of(
            CommonErrorTable.ROWS,
            CallErrorTable.ROWS,
            OperationErrorTable.ROWS,
            UploadErrorTable.ROWS)) {
      for (ErrorRow row : table) {
        assertTrue(rows.add(row.name()), "two rows are named " + row.name());
        assertTrue(row.source().startsWith("https://"), row.name());
      }
    }
    assertEquals(rows, reached);
    assertFalse(rows.isEmpty());
  }

  private Failure classified(Executable call) {
    return GcpErrors.classify(assertThrows(Exception.class, call));
  }

  private void gax() throws Exception {
    clients.functions().getFunction("projects/p/locations/l/functions/f");
  }

  private void apiClient() throws Exception {
    clients.iam().projects().serviceAccounts().get("projects/p/serviceAccounts/a").execute();
  }

  private static OperationFailed operation(Code code, String message) {
    return new OperationFailed(
        Status.newBuilder().setCode(code.getNumber()).setMessage(message).build());
  }

  private static UploadRefused upload(int status, String code) {
    return UploadRefused.from(
        status, "<?xml version='1.0'?><Error><Code>" + code + "</Code></Error>");
  }
}
