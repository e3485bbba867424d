package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Holds what must not change with the SDK's version: one request a call, and how long it may take.
 */
class PinnedTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Timeouts> opened = new ArrayList<>();

  @Test
  void retriesAreOff() {
    RetryStrategy strategy =
        AwsClients.configuration(Timeouts.CONTROL).retryStrategy().orElseThrow();
    assertEquals(1, strategy.maxAttempts());
  }

  @Test
  void timeoutsAreOurs() {
    ClientOverrideConfiguration control = AwsClients.configuration(Timeouts.CONTROL);
    assertEquals(Duration.ofMinutes(5), control.apiCallTimeout().orElseThrow());
    assertEquals(Duration.ofMinutes(5), control.apiCallAttemptTimeout().orElseThrow());
    ClientOverrideConfiguration invoke = AwsClients.configuration(Timeouts.INVOKE);
    assertEquals(Duration.ofSeconds(920), invoke.apiCallTimeout().orElseThrow());
    assertTrue(Timeouts.INVOKE.read().compareTo(Duration.ofSeconds(900)) > 0);
  }

  @Test
  void oneRequestACallWhateverComesBack() {
    for (int status : List.of(400, 429, 500, 503)) {
      requests.set(0);
      try (AwsClients clients = clients(request -> answer(status))) {
        assertThrows(RuntimeException.class, () -> clients.apis().get().createApi(r -> {}));
        assertEquals(1, requests.get(), "status " + status);
      }
    }
  }

  @Test
  void oneRequestACallWhenTheConnectionBreaks() {
    try (AwsClients clients =
        clients(
            request -> {
              throw new UncheckedIOException(new IOException("reset"));
            })) {
      assertThrows(RuntimeException.class, () -> clients.lambda().get().createFunction(r -> {}));
      assertEquals(1, requests.get());
    }
  }

  @Test
  void invocationsHaveAClientOfTheirOwn() {
    try (AwsClients clients = clients(request -> answer(500))) {
      assertThrows(RuntimeException.class, () -> clients.lambda().get().getAccountSettings());
      assertThrows(
          RuntimeException.class, () -> clients.invoker().get().invoke(r -> r.functionName("f")));
      assertEquals(List.of(Timeouts.CONTROL, Timeouts.INVOKE), opened);
    }
  }

  @Test
  void plainTextStaysOnThisMachine() {
    Map<String, String> settings = Map.of("endpoint", "http://127.0.0.1:1");
    AwsSettings loopback =
        AwsSettings.from(
            dev.portolan.deploy.driver.Settings.of(settings)
                .with(Map.of("accessKeyId", "a", "secretAccessKey", "b")));
    AwsSettings elsewhere =
        new AwsSettings(
            loopback.region(),
            loopback.account(),
            loopback.profile(),
            java.util.Optional.of(java.net.URI.create("http://aws.example:80")),
            loopback.keys(),
            loopback.runtime(),
            loopback.bucket(),
            false,
            false,
            false,
            false,
            false,
            false);
    try (AwsClients clients =
        new AwsClients(elsewhere, Region.EU_CENTRAL_1, Map.of(), timeouts -> fake(r -> null))) {
      RuntimeException refused =
          assertThrows(RuntimeException.class, () -> clients.sts().get().getCallerIdentity());
      assertTrue(refused.toString().contains("not this machine"), refused.toString());
      assertEquals(0, requests.get());
    }
  }

  @Test
  void aSuccessWithoutABodyIsALostResponse() {
    try (AwsClients clients = clients(request -> answer(200))) {
      SdkClientException lost =
          assertThrows(SdkClientException.class, () -> clients.apis().get().getApis(r -> {}));
      assertTrue(lost.getMessage().contains(EmptyAnswerGuard.MESSAGE), lost.getMessage());
    }
  }

  private AwsClients clients(Answer answer) {
    AwsSettings settings = AwsSettings.from(Clouds.settings("http://127.0.0.1:1"));
    return new AwsClients(
        settings,
        Region.EU_CENTRAL_1,
        Map.of(),
        timeouts -> {
          opened.add(timeouts);
          return fake(answer);
        });
  }

  private interface Answer {
    HttpExecuteResponse to(HttpExecuteRequest request);
  }

  private static HttpExecuteResponse answer(int status) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(status).build())
        .build();
  }

  private SdkHttpClient fake(Answer answer) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() {
            requests.incrementAndGet();
            return answer.to(request);
          }

          @Override
          public void abort() {
            // nothing is under way
          }
        };
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
