package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.testkit.adapter.AdapterHarness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The adapter for Lambda obeys the contract behind a REST API too. */
final class RestApiAdapterTest implements GatewayContract {

  @Override
  public AdapterHarness harness() {
    return new LambdaHarness(
        FakeRestApi::payload, FakeRestApi::answer, GatewayDepartures.ofRestApi());
  }

  @Test
  @DisplayName("method and path arrive as they were sent, the query with all that it says")
  void requestLine() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      running.http(HttpRequest.of("PUT", "/", "a=1&a=2&b=&c&d=x%20y+z&e=%C3%BC&%26=%3D"));
    }
    HttpRequest request = Mirror.Whole.request;
    assertEquals("PUT", request.method());
    assertEquals("/", request.rawPath());
    assertEquals("a=1&a=2&b=&c=&d=x%20y%20z&e=%C3%BC&%26=%3D", request.rawQuery());
    assertEquals("x y z", request.query().get("d"));
    assertEquals("=", request.query().get("&"));
  }
}
