package dev.portolan.provider.gcp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import dev.portolan.provider.gcp.errors.GcpErrors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is concluded from an API that is not used, and by whom it is not. */
class FoundTest {
  private static HttpResponseException disabled(String number) {
    return new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
        .setContent(
            """
            {"error":{"code":403,"status":"PERMISSION_DENIED",
            "message":"Cloud Run Admin API has not been used in project %1$s before or it is disabled.",
            "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
            "reason":"SERVICE_DISABLED","domain":"googleapis.com",
            "metadata":{"service":"run.googleapis.com","consumer":"projects/%1$s"}}]}}
            """
                .formatted(number))
        .build();
  }

  private static String asked(String number) throws Exception {
    return Found.orIfDisabled(
        () -> {
          throw disabled(number);
        },
        "nothing");
  }

  @Test
  @DisplayName("In a project that does not use an API there is nothing of it")
  void ours() throws Exception {
    assertEquals("nothing", asked("415104041262"));
    assertEquals("api-disabled", GcpErrors.classify(disabled("415104041262")).row());
  }

  @Test
  @DisplayName("Of gcloud's own project it tells nothing of ours, but that a quota project lacks")
  void gclouds() {
    assertThrows(HttpResponseException.class, () -> asked("764086051850"));
    assertEquals("no-quota-project", GcpErrors.classify(disabled("764086051850")).row());
  }
}
