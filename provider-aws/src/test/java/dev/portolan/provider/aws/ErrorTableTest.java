package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Holds each row of the error table to messages that AWS was seen to send, or documents. */
class ErrorTableTest {
  private final VirtualTime time = new VirtualTime();
  private final Ledger ledger = new Ledger(Calls.ONCE, time);

  /**
   * A message and what it means.
   *
   * @param lately what this run did a moment ago: nothing, {@code grant} or {@code create}
   */
  record Sample(
      int status, String code, String lately, String row, Kind kind, Retry retry, String text) {
    static Sample of(String line) {
      String[] part = line.split(" \\| ", 7);
      return new Sample(
          Integer.parseInt(part[0].strip()),
          part[1].strip(),
          part[2].strip(),
          part[3].strip(),
          Kind.valueOf(part[4].strip()),
          Retry.valueOf(part[5].strip()),
          part[6].strip());
    }
  }

  static List<Sample> samples() throws IOException {
    try (InputStream in = ErrorTableTest.class.getResourceAsStream("/errors.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Sample::of)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachMessageFallsUnderItsRow(Sample sample) throws Exception {
    if (sample.lately().equals("grant")) {
      ledger.grant(() -> "");
    } else if (sample.lately().equals("create")) {
      ledger.create(() -> "");
    }
    Failure failure =
        AwsErrors.classify(answer(sample.status(), sample.code(), sample.text()), ledger);
    assertEquals(sample.row(), failure.row());
    assertEquals(sample.kind(), failure.kind());
    assertEquals(sample.retry(), failure.retry());
    assertTrue(failure.message().contains(sample.text()), failure.message());
  }

  @Test
  void everyRowHasASample() throws IOException {
    Set<String> rows = new TreeSet<>();
    ErrorTable.ROWS.forEach(row -> rows.add(row.name()));
    samples().forEach(sample -> rows.remove(sample.row()));
    assertEquals(Set.of(), rows);
  }

  @Test
  void everyRowNamesItsSource() {
    assertAll(
        ErrorTable.ROWS.stream()
            .map(row -> () -> assertTrue(row.source().startsWith("https://"), row.name())));
  }

  @Test
  void deniedIsWaitedOutForTwoMinutesAfterAGrantOnly() throws Exception {
    LambdaException denied = answer(403, "AccessDeniedException", "no");
    assertEquals(Retry.NEVER, AwsErrors.classify(denied, ledger).retry());
    ledger.grant(() -> "");
    time.sleep(Duration.ofSeconds(119));
    assertEquals(Retry.PROPAGATION, AwsErrors.classify(denied, ledger).retry());
    time.sleep(Duration.ofSeconds(1));
    assertEquals(Retry.NEVER, AwsErrors.classify(denied, ledger).retry());
  }

  @Test
  void heedsWhenTheServerAskedToComeBack() {
    assertEquals(Optional.of(Duration.ofSeconds(7)), throttled("Retry-After", "7").notBefore());
    assertEquals(
        Optional.of(Duration.ofMillis(1500)), throttled("x-amz-retry-after", "1500").notBefore());
    assertEquals(Optional.empty(), throttled("Retry-After", "tomorrow").notBefore());
  }

  @Test
  void tellsWhatHappenedWhereNobodyAnswered() {
    assertEquals(
        "lost-response", row(SdkClientException.create("x", new SocketException("reset"))));
    assertEquals("lost-response", row(SdkClientException.create(EmptyAnswerGuard.MESSAGE)));
    assertEquals(
        "unknown-host", row(SdkClientException.create("x", new UnknownHostException("nowhere"))));
    assertEquals(
        "certificate", row(SdkClientException.create("x", new SSLHandshakeException("untrusted"))));
    assertEquals("call-timeout", row(ApiCallTimeoutException.create(5000)));
    assertEquals("interrupted", row(AbortedException.create("x")));
    assertEquals("interrupted", row(new InterruptedException()));
    assertEquals(
        "no-credentials",
        row(SdkClientException.create("Unable to load credentials from any of the providers")));
    assertEquals(
        "lost-response", row(new UncheckedIOException(new IOException("Invalid Http response"))));
    assertEquals("file", row(new IOException("disk full")));
    assertEquals("unexpected", row(new IllegalStateException("bug")));
  }

  @Test
  void whatWeRefusedOurselvesStaysAsItWas() {
    DeployException ours = DeployException.of(Kind.UNHEALTHY, "it does not start", "mend it");
    Failure failure = AwsErrors.classify(SdkClientException.create("wrapped", ours), ledger);
    assertEquals(Kind.UNHEALTHY, failure.kind());
    assertEquals("mend it", failure.hint());
    assertEquals("it does not start", failure.message());
  }

  @Test
  void aPageOfHtmlIsCut() {
    Failure failure = AwsErrors.classify(answer(502, "", "<html>" + "x".repeat(9000)), ledger);
    assertEquals("server", failure.row());
    assertTrue(failure.message().length() < 2100);
    assertFalse(failure.message().contains("\u0000"));
  }

  private String row(Throwable failure) {
    return AwsErrors.classify(failure, ledger).row();
  }

  private Failure throttled(String header, String value) {
    SdkHttpResponse response =
        SdkHttpResponse.builder().statusCode(429).putHeader(header, value).build();
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode("TooManyRequestsException")
            .errorMessage("Rate Exceeded.")
            .serviceName("Lambda")
            .sdkHttpResponse(response)
            .build();
    return AwsErrors.classify(
        LambdaException.builder().awsErrorDetails(details).statusCode(429).build(), ledger);
  }

  private static LambdaException answer(int status, String code, String text) {
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage(text)
            .serviceName("Lambda")
            .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
            .build();
    return (LambdaException)
        LambdaException.builder().awsErrorDetails(details).statusCode(status).message(text).build();
  }
}
