package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.longrunning.Operation;
import org.junit.jupiter.api.function.Executable;

/** How Google's clients tell a refusal. */
final class Refusals {
  private Refusals() {}

  /** Asserts the HTTP status; gives the message for more. */
  static String refused(int status, Executable call) {
    Exception thrown = assertThrows(Exception.class, call);
    if (thrown instanceof GoogleJsonResponseException json) {
      assertEquals(status, json.getStatusCode());
      return json.getDetails().getMessage();
    }
    ApiException refusal = (ApiException) thrown;
    HttpResponseException http = (HttpResponseException) refusal.getCause();
    assertEquals(status, http.getStatusCode(), refusal.getMessage());
    return http.getContent();
  }

  /** Asserts that an operation failed with this code of google.rpc; gives its message. */
  static String failed(int code, Operation operation) {
    assertEquals(true, operation.getDone());
    assertEquals(code, operation.getError().getCode(), operation.getError().getMessage());
    return operation.getError().getMessage();
  }
}
