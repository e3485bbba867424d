package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.testkit.adapter.AdapterHarness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The same behind a load balancer without multi-value headers: "if you do not enable multi-value
 * header syntax and a header or query parameter has multiple values, the load balancer uses the
 * last value that it receives".
 */
final class SingleValueBalancerAdapterTest implements GatewayContract {
  private final FakeBalancer balancer = new FakeBalancer(false);

  @Override
  public AdapterHarness harness() {
    return new LambdaHarness(
        balancer::payload, balancer::answer, GatewayDepartures.ofBalancerOfSingleValues());
  }

  @Test
  @DisplayName("method and path arrive as they were sent, and of the query the last of each name")
  void requestLine() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      running.http(HttpRequest.of("PUT", "/", "a=1&a=2&b=&d=x%20y+z&e=%C3%BC&%26=%3D"));
    }
    assertEquals("PUT", Mirror.Whole.request.method());
    assertEquals("/", Mirror.Whole.request.rawPath());
    assertEquals("a=2&b=&d=x%20y+z&e=%C3%BC&%26=%3D", Mirror.Whole.request.rawQuery());
  }

  @Test
  @DisplayName(
      "a body arrives and returns unchanged up to the megabyte of an answer, else it is 500")
  void largeBody() {
    BalancerAdapterTest.assertCarriesAMegabyte(harness());
  }

  @Test
  @DisplayName("a streamed body is collected up to the megabyte of an answer, else it is 500")
  void streamedBodies() {
    BalancerAdapterTest.assertCollectsAMegabyte(harness());
  }
}
