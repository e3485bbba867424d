package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.testkit.Holds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;

/** A version that does not say it is ready serves nobody, and says why. */
class ProbeTest {
  private static final Wanted HELLO =
      Scenes.wanted(Samples.hello().withEnvironment(Map.of("TOKEN", "canary-value")), Map.of());

  @Test
  void readyIsWhatTheAdapterSays() throws Exception {
    probe("", "{\"$portolan\":\"ready\",\"function\":\"hello\"}", "");
  }

  @Test
  void aFailureIsToldWithItsLog() {
    DeployException failed =
        assertThrows(
            DeployException.class,
            () ->
                probe(
                    "Unhandled",
                    "{\"errorType\":\"java.lang.Error\",\"errorMessage\":\"no canary-value\"}",
                    "at com.acme.Hello.start with canary-value"));
    assertEquals(DeployException.Kind.UNHEALTHY, failed.kind());
    assertTrue(failed.getMessage().contains("java.lang.Error: no ***"), failed.getMessage());
    assertTrue(failed.getMessage().contains("at com.acme.Hello.start"), failed.getMessage());
    assertFalse(failed.getMessage().contains("canary"), failed.getMessage());
  }

  @Test
  @Holds(value = Feature.PROBE, at = "aws")
  void anotherFunctionsAnswerOrNoneIsNotReady() {
    for (String answer :
        new String[] {"{\"$portolan\":\"ready\",\"function\":\"other\"}", "\"hi\"", "null", ""}) {
      assertThrows(DeployException.class, () -> probe("", answer, ""), answer);
    }
  }

  private static void probe(String error, String payload, String log) throws Exception {
    AwsSettings settings = AwsSettings.from(Clouds.settings("http://127.0.0.1:1"));
    try (AwsClients clients =
        new AwsClients(
            settings, Region.US_EAST_1, Map.of(), timeouts -> answering(error, payload, log))) {
      Ledger ledger = new Ledger(Calls.ONCE, new VirtualTime());
      new Probe(new InvokeCalls(clients.invoker(), ledger)).ask(HELLO, "3");
    }
  }

  private static SdkHttpClient answering(String error, String payload, String log) {
    byte[] tail = Base64.getEncoder().encode(log.getBytes(StandardCharsets.UTF_8));
    SdkHttpFullResponse.Builder response =
        SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader("X-Amz-Log-Result", new String(tail, StandardCharsets.US_ASCII));
    if (!error.isEmpty()) {
      response.putHeader("X-Amz-Function-Error", error);
    }
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
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
