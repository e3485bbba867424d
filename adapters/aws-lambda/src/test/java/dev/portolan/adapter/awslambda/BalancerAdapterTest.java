package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The adapter for Lambda obeys the contract behind an Application Load Balancer too, within its
 * megabyte.
 */
final class BalancerAdapterTest implements GatewayContract {
  private final FakeBalancer balancer = new FakeBalancer(true);

  @Override
  public AdapterHarness harness() {
    return new LambdaHarness(balancer::payload, balancer::answer, GatewayDepartures.ofBalancer());
  }

  @Test
  @DisplayName("method, path and query arrive as they were sent, but for an equals sign")
  void requestLine() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      running.http(HttpRequest.of("PUT", "/", "a=1&a=2&b=&c&d=x%20y+z&e=%C3%BC&%26=%3D&f=g=h"));
    }
    HttpRequest request = Mirror.Whole.request;
    assertEquals("PUT", request.method());
    assertEquals("/", request.rawPath());
    assertEquals("a=1&a=2&b=&c=&d=x%20y+z&e=%C3%BC&%26=%3D&f=g=h", request.rawQuery());
    assertEquals("x y z", request.query().get("d"));
  }

  @Test
  @DisplayName(
      "a body arrives and returns unchanged up to the megabyte of an answer, else it is 500")
  void largeBody() {
    assertCarriesAMegabyte(harness());
  }

  static void assertCarriesAMegabyte(AdapterHarness harness) {
    byte[] body = new byte[700_000];
    Arrays.fill(body, (byte) 0xe9);
    try (AdapterHarness.Running running = harness.start(Mirror.WHOLE)) {
      HttpRequest post = HttpRequest.of("POST", "/");
      assertArrayEquals(body, running.http(post.withBody(body)).body());
      HttpResponse tooLong = running.http(post.withBody(Arrays.copyOf(body, 750_000)));
      assertEquals(500, tooLong.status());
      assertEquals("application/problem+json", tooLong.headers().get("content-type"));
    }
  }

  @Test
  @DisplayName("a streamed body is collected up to the megabyte of an answer, else it is 500")
  void streamedBodies() {
    assertCollectsAMegabyte(harness());
  }

  static void assertCollectsAMegabyte(AdapterHarness harness) {
    try (AdapterHarness.Running running = harness.start(Mirror.WHOLE)) {
      for (int length : new int[] {0, 1, 70_000, 999_000}) {
        HttpResponse response = running.http(HttpRequest.of("GET", "/?length=" + length));
        assertEquals(200, response.status());
        assertEquals(length, response.body().length);
      }
      for (int length : new int[] {999_999, 1_000_001, 3_000_000}) {
        assertEquals(500, running.http(HttpRequest.of("GET", "/?length=" + length)).status());
      }
    }
  }
}
