package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.Utf8;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** HTTP travels without loss, and the same on all platforms: the {@link HttpCases}. */
public interface HttpContract extends AdapterUnderTest {

  @TestFactory
  @DisplayName("each request is answered as the table says")
  default Stream<DynamicContainer> cases() {
    Map<String, Expected> departures = departures();
    return HttpCases.groups().stream()
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group.name(), Stream.of(group).flatMap(each -> tests(each, departures))));
  }

  /** Starts the function of a group with its first case, and stops it after the last. */
  private Stream<DynamicTest> tests(HttpCase.Group group, Map<String, Expected> departures) {
    AdapterHarness.Running running = harness().start(group.function());
    return group.cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.id(),
                    () ->
                        each.run(
                            running,
                            group.calls(),
                            departures.getOrDefault(each.id(), each.expected()))))
        .onClose(running::close);
  }

  private Map<String, Expected> departures() {
    Map<String, Expected> departures = new HashMap<>();
    harness().departures().forEach(each -> departures.put(each.id(), each.expected()));
    return departures;
  }

  /** Whether this is what a provider itself has before a function, and deployers make. */
  default boolean isPlatform() {
    return true;
  }

  @Test
  @DisplayName("a platform departs from cases that let it, each once, and says why and who says so")
  default void departuresAreTold() {
    Map<String, HttpCase> cases = new HashMap<>();
    HttpCases.all().forEach(each -> cases.put(each.id(), each));
    for (Departure each : harness().departures()) {
      HttpCase departed = cases.remove(each.id());
      assertNotNull(departed, "no case, or departed from twice: " + each.id());
      assertFalse(departed.alike() && isPlatform(), "holds on all platforms: " + each.id());
      assertFalse(each.reason().isBlank() || each.source().isBlank(), each.id());
    }
  }

  @Test
  @DisplayName("what users' tests are told of a platform's bounds is what it departs from")
  default void boundsAreDepartures() {
    AdapterHarness harness = harness();
    assertBound(harness.repeatsHeaders(), "sets-two-cookies");
    assertBound(harness.sendsBeyondAscii(), "keeps-beyond-ascii");
    assertBound(harness.takesBytes("text/plain"), "body-every-byte-as-text");
    assertBound(harness.takesBytes("application/json"), "body-no-text-as-json");
    assertBound(harness.takesBytes("image/png"), "body-image");
    assertBound(!harness.refuses("/files/100%25"), "path-encoded-percent");
    assertBound(!harness.refuses("/a//c"), "no-route-empty-segment");
  }

  private void assertBound(boolean asEverywhere, String id) {
    assertEquals(asEverywhere, !departures().containsKey(id), id);
  }

  @Test
  @DisplayName("each byte value alone arrives and returns unchanged, or is refused")
  default void eachByteAlone() {
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      for (int i = 0; i < 256; i++) {
        byte[] body = {(byte) i};
        HttpResponse response = running.http(HttpRequest.of("POST", "/").withBody(body));
        if (Utf8.isValid(body) || harness().takesBytes(null)) {
          assertArrayEquals(body, response.body(), "byte " + i);
        } else {
          assertEquals(400, response.status(), "byte " + i);
        }
      }
    }
  }

  @Test
  @DisplayName("every status from 200 to 599 returns; 204 and 304 have no body, 205 need not")
  default void statuses() {
    try (AdapterHarness.Running running = start(Functions.Say.class)) {
      for (int status = 200; status < 600; status++) {
        HttpResponse response = running.http(HttpRequest.of("GET", "/?body=a&status=" + status));
        assertEquals(status, response.status());
        boolean none = status == 204 || status == 304 || status == 205 && text(response).isEmpty();
        assertEquals(none ? "" : "a", text(response));
      }
    }
  }
}
