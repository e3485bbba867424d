package dev.portolan.provider.gcp.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import dev.portolan.deploy.driver.Failure.Retry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EnablingTest {
  private static HttpResponseException refusal(String reason) {
    return new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
        .setContent(
            "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":\"no\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\""
                + reason
                + "\"}]}}")
        .build();
  }

  @Test
  @DisplayName("An API that is disabled is waited for only in a run that enables some")
  void waits() {
    HttpResponseException disabled = refusal("SERVICE_DISABLED");
    assertEquals(Retry.NEVER, GcpErrors.classify(disabled).retry());
    assertEquals(Retry.SLOW_PROPAGATION, GcpErrors.classifyWhileEnabling(disabled).retry());
    HttpResponseException denied = refusal("IAM_PERMISSION_DENIED");
    assertEquals(Retry.NEVER, GcpErrors.classifyWhileEnabling(denied).retry());
  }
}
