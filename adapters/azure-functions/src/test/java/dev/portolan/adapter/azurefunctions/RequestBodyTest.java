package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Fields;
import dev.portolan.runtime.Refusal;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** With a worker that does not tell what no documentation promises. */
final class RequestBodyTest {
  private static final ExecutionContext CONTEXT =
      new ExecutionContext() {
        @Override
        public Logger getLogger() {
          return null;
        }

        @Override
        public String getInvocationId() {
          return "";
        }

        @Override
        public String getFunctionName() {
          return "";
        }
      };

  private static Fields headers(String length) {
    return Fields.headers("content-type", "application/octet-stream", "content-length", length);
  }

  @Test
  void bytesThatTheWorkerHasReadAsTextAreTakenBack() throws Refusal {
    byte[] body = RequestBody.of("abc", headers("3"), CONTEXT, 10);
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, body);
    assertEquals(null, WorkerContext.metadata(CONTEXT, "Id"));
  }

  @Test
  void bytesThatItHasLostAreRefused() {
    for (String lost : new String[] {"a\ufffdc", "ab"}) {
      Refusal refusal =
          assertThrows(Refusal.class, () -> RequestBody.of(lost, headers("3"), CONTEXT, 10), lost);
      assertEquals(415, refusal.response("1").status());
    }
  }

  @Test
  void textWhoseLengthNobodyToldIsTakenIfNothingIsMissing() throws Refusal {
    assertEquals(3, RequestBody.of("abc", Fields.headers(), CONTEXT, 10).length);
    Refusal refusal =
        assertThrows(Refusal.class, () -> RequestBody.of("\ufffd", Fields.headers(), CONTEXT, 10));
    assertEquals(400, refusal.response("1").status());
  }
}
