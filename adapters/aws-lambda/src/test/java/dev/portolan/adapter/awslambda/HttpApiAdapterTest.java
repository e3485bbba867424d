package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.testkit.adapter.AdapterHarness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same behind an HTTP API that was asked for payload format 1.0. */
final class HttpApiAdapterTest implements GatewayContract {

  @Override
  public AdapterHarness harness() {
    return new LambdaHarness(
        FakeRestApi::payloadOfHttpApi, FakeRestApi::answer, GatewayDepartures.ofHttpApi());
  }

  @Test
  @DisplayName("method and path arrive as they were sent, the query with all that it says")
  void requestLine() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      running.http(HttpRequest.of("PUT", "/", "a=1&a=2&b=&c&d=x%20y+z"));
    }
    assertEquals("a=1&a=2&b=&c=&d=x%20y%20z", Mirror.Whole.request.rawQuery());
  }
}
