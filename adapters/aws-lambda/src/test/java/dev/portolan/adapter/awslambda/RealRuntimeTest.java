package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The adapter in AWS's own runtime client 2.9.0, whose native part exists for Linux only. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime client is native to Linux")
final class RealRuntimeTest {
  private static final String TRACE = "00-5bef4de7ad49b0e87f6ef6c87fc2e700-9a9197af755a6419-01";
  private static final FunctionUnderTest OBEY =
      FunctionUnderTest.of(Real.Obey.class, Real.Obey.Order.class.getName());

  @TempDir Path directory;

  @Test
  void answersHttpDirectInvocationsAndTheProbe() throws Exception {
    try (RealRuntime runtime = RealRuntime.start(OBEY, directory)) {
      assertEquals(
          "response {\"$portolan\":\"ready\",\"function\":\"under-test\"}",
          runtime.invoke("{\"$portolan\":\"probe\"}"));
      assertEquals(
          "response {\"word\":\"grüße\",\"hooks\":\"start\",\"traceparent\":\"" + TRACE + "\"}",
          runtime.invoke("{\"word\":\"grüße\"}"));
      HttpRequest request =
          HttpRequest.of("POST", "/").withBody("{\"word\":\"a\"}".getBytes(StandardCharsets.UTF_8));
      String told = runtime.invoke(text(FakeFrontDoor.payload(request)));
      assertTrue(told.startsWith("response {\"statusCode\":200,"), told);
      HttpResponse response =
          FakeFrontDoor.answer(
              told.substring("response ".length()).getBytes(StandardCharsets.UTF_8));
      assertTrue(text(response.body()).startsWith("{\"word\":\"a\","), told);
    }
  }

  @Test
  void tellsTheCallerNothingOfAFailureAndTheLogEverythingOnce() throws Exception {
    try (RealRuntime runtime = RealRuntime.start(OBEY, directory)) {
      String told = runtime.invoke("{\"word\":\"fail\"}");
      assertTrue(told.startsWith("error {\"errorMessage\":\"request-1\","), told);
      assertFalse(told.contains("hunter2") || told.contains("IllegalState"), told);
      assertTrue(told.contains("\"stackTrace\":[]"), told);
      assertTrue(runtime.invoke("{\"word\":\"on\"}").startsWith("response {\"word\":\"on\""));
      assertEquals(2, runtime.log().split("hunter2", -1).length, runtime.log());
    }
  }

  @Test
  void anInstanceWithoutMemoryIsReplaced() throws Exception {
    try (RealRuntime runtime = RealRuntime.start(OBEY, directory)) {
      String told = runtime.invoke("{\"word\":\"memory\"}");
      assertTrue(told.startsWith("error {\"errorMessage\":\"request-1\","), told);
      assertNotEquals(-1, runtime.exitCode(), "the process ended by itself");
    }
  }

  @Test
  void aFunctionThatCannotStartSaysWhyAtOnce() throws Exception {
    FunctionUnderTest unknown = OBEY.withVariable("PORTOLAN_FUNCTION", "other");
    try (RealRuntime runtime = RealRuntime.start(unknown, directory)) {
      String told = runtime.next();
      assertTrue(told.startsWith("init "), told);
      assertTrue(told.contains("There is no function \\\"other\\\""), told);
      assertEquals(1, runtime.exitCode());
    }
  }

  @Test
  void hooksAreCalledAroundASnapshot() throws Exception {
    FunctionUnderTest frozen = OBEY.withVariable("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    try (RealRuntime runtime = RealRuntime.start(frozen, directory)) {
      assertEquals("restore ", runtime.next());
      String told = runtime.invoke("{\"word\":\"a\"}");
      assertTrue(told.contains("\"hooks\":\"start warm before after\""), told);
    }
  }

  @Test
  void severalInvocationsAtOnceWhereLambdaSaysSo() throws Exception {
    FunctionUnderTest concurrent = OBEY.withVariable("AWS_LAMBDA_MAX_CONCURRENCY", "4");
    try (RealRuntime runtime = RealRuntime.start(concurrent, directory)) {
      for (int i = 0; i < 4; i++) {
        runtime.api().send("{\"word\":\"together\"}");
      }
      for (int i = 0; i < 4; i++) {
        String told = runtime.next();
        assertTrue(told.startsWith("response {\"word\":\"together\""), told);
        assertTrue(told.contains(TRACE), told);
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
