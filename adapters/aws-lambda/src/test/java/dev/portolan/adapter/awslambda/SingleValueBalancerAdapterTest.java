package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.nio.charset.StandardCharsets;
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
    return new LambdaHarness(balancer::payload, balancer::answer, false);
  }

  @Override
  @Test
  @DisplayName("method and path arrive as they were sent, and of the query the last of each name")
  public void requestLine() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      running.http(HttpRequest.of("PUT", "/", "a=1&a=2&b=&d=x%20y+z&e=%C3%BC&%26=%3D"));
    }
    assertEquals("PUT", Mirror.Whole.request.method());
    assertEquals("/", Mirror.Whole.request.rawPath());
    assertEquals("a=2&b=&d=x%20y+z&e=%C3%BC&%26=%3D", Mirror.Whole.request.rawQuery());
  }

  @Override
  @Test
  @DisplayName("headers arrive under any case, of one that comes repeatedly the last value")
  public void requestHeaders() {
    try (AdapterHarness.Running running = start(Mirror.Whole.class)) {
      HttpRequest once = HttpRequest.of("GET", "/").withHeader("x-sent", "one, two; q=\"3\"");
      assertEquals("one, two; q=\"3\"", running.http(once).headers().get("x-sent"));
      HttpRequest twice = once.withHeader("X-SENT", "four");
      assertEquals("four", running.http(twice).headers().get("x-sent"));
    }
  }

  @Override
  @Test
  @DisplayName("a typed function takes its query, of a parameter that comes repeatedly the last")
  public void typed() {
    try (AdapterHarness.Running running = harness().start(Mirror.TYPED)) {
      HttpRequest request = HttpRequest.of("GET", "/?word=a&word=%C3%BC+b&dry=true&x=y");
      assertEquals("{\"word\":[\"ü b\"],\"dry\":true}", text(running.http(request)));
    }
  }

  @Override
  @Test
  @DisplayName("parts of an input come from query and headers, of what comes repeatedly the last")
  public void parts() {
    try (AdapterHarness.Running running = harness().start(Mirror.TYPED.withParts(Mirror.PARTS))) {
      HttpRequest request =
          HttpRequest.of("GET", "/?dry=true&word=q")
              .withHeader("x-word", "one")
              .withHeader("X-Word", "two");
      assertEquals("{\"word\":[\"two\"],\"dry\":true}", text(running.http(request)));
    }
  }

  @Override
  @Test
  @DisplayName("a part that is not what it should be is 400; that there were two, nobody can tell")
  public void malformedParts() {
    try (AdapterHarness.Running running = harness().start(Mirror.TYPED.withParts(Mirror.PARTS))) {
      assertEquals(400, running.http(HttpRequest.of("GET", "/?dry=perhaps")).status());
      HttpResponse response = running.http(HttpRequest.of("GET", "/?dry=perhaps&dry=false"));
      assertEquals("{\"word\":null,\"dry\":false}", text(response));
    }
  }

  @Override
  @Test
  @DisplayName(
      "a body arrives and returns unchanged up to the megabyte of an answer, else it is 500")
  public void largeBody() {
    BalancerAdapterTest.assertCarriesAMegabyte(harness());
  }

  @Override
  @Test
  @DisplayName("a streamed body is collected up to the megabyte of an answer, else it is 500")
  public void streamedBodies() {
    BalancerAdapterTest.assertCollectsAMegabyte(harness());
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
