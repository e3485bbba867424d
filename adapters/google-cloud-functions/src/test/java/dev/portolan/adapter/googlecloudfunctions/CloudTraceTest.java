package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Google's own header becomes a trace of W3C; what is none begins none. */
final class CloudTraceTest {
  private static final String TRACE = "65011637f09e0a5179677a7429456db7";

  @Test
  void tracesOfGoogle() {
    // cloud.google.com/functions/docs/reference/headers
    assertEquals(
        "00-" + TRACE + "-0e43bb884a8575ec-01",
        CloudTrace.from(TRACE + "/1027871334010811884;o=1").traceparent());
    assertEquals(
        "00-" + TRACE + "-0000000000000001-00", CloudTrace.from(TRACE + "/1").traceparent());
    assertEquals(
        "00-" + TRACE + "-ffffffffffffffff-00",
        CloudTrace.from(TRACE.toUpperCase() + "/18446744073709551615;o=0").traceparent());
  }

  @Test
  void noTraces() {
    for (String header :
        Arrays.asList(
            null,
            "",
            TRACE,
            TRACE + "/",
            TRACE + "/0;o=1",
            TRACE + "/x;o=1",
            TRACE + "/18446744073709551616",
            TRACE.substring(1) + "/1",
            TRACE.replace('6', 'g') + "/1",
            "0".repeat(32) + "/1")) {
      assertNull(CloudTrace.from(header), header);
    }
  }
}
