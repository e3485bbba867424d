package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * More than 300 bad inputs, each with the one answer it has on every platform.
 *
 * <p>Of each is held: status, type and title of the answer, and where its detail says the fault is;
 * that the function was not called; that the answer tells nothing of what is within ({@link
 * Internals}); and that a good request right after it, over the same connection where there is one,
 * is answered. All that is wrong is told at once. Where a platform's own server answers, or changes
 * what came before the adapter sees it, its harness says so: {@link AdapterHarness#answersItself}
 * and {@link AdapterHarness#outcome}.
 *
 * <p>Of the heap one bad input can take a megabyte here. What takes more than there is, is held in
 * the modules of those adapters that read bodies themselves, in a process with a small heap; the
 * other two are handed what their platform has read and bounded, as their harnesses say, with the
 * source.
 *
 * <p>What is malformed as a message of HTTP/1.1 is no matter of this contract: three of the four
 * platforms have servers of their own for that, and the fourth's is tested in its module.
 */
public interface BadInputContract extends AdapterUnderTest {
  /** At least so many bad inputs, without those that do no harm. */
  int PROMISED = 300;

  @Test
  @DisplayName("what is no JSON is 400 to a typed function")
  default void malformedDocuments() {
    assertAnswers(typed(), good(), BadDocuments.malformed());
  }

  @Test
  @DisplayName("JSON of another kind is 400 to a typed function, and its place is told")
  default void documentsOfOtherKinds() {
    assertAnswers(typed(), good(), BadDocuments.ofOtherKinds());
  }

  @Test
  @DisplayName("a query that is not what a typed function takes is 400")
  default void wrongQueries() {
    assertAnswers(typed(), good(), BadPlaces.queries());
  }

  @Test
  @DisplayName("a part of a request that is not what it should be is 400")
  default void wrongParts() {
    FunctionUnderTest placed =
        FunctionUnderTest.of(Bystanders.Parted.class, Bystanders.Placed.NAME)
            .withRoute("/placed/{number}/{shade}", "PUT")
            .withParts(Bystanders.Placed.PARTS);
    HttpRequest good =
        HttpRequest.of("PUT", "/placed/7/RED").withBody(bytes("{\"street\":\"a\",\"number\":1}"));
    assertAnswers(placed, good, BadPlaces.parts());
  }

  @Test
  @DisplayName("text in no character set, or in one that nobody knows, is 400 or 415")
  default void wrongTexts() {
    FunctionUnderTest textual = FunctionUnderTest.of(Bystanders.Textual.class, "java.lang.String");
    assertAnswers(textual, good(), BadPlaces.texts());
  }

  @Test
  @DisplayName("another path is 404, another method 405, a broken target 400")
  default void wrongTargets() {
    List<BadInput> all = new ArrayList<>(BadTargets.elsewhere());
    all.addAll(BadTargets.otherMethods());
    all.addAll(BadTargets.broken());
    assertAnswers(plain(), HttpRequest.of("GET", "/echo"), all);
  }

  @Test
  @DisplayName("what is meant to be an event and is none is 400")
  default void wrongEvents() {
    FunctionUnderTest listening =
        FunctionUnderTest.of(Bystanders.Listening.class, Bystanders.Listening.INPUT).withoutRoute();
    HttpRequest good =
        HttpRequest.of("POST", "/")
            .withHeader("content-type", "application/cloudevents+json")
            .withBody(bytes(BadEvents.EVENT));
    List<BadInput> all = BadEvents.all();
    if (!harness().takesEventsByHttp()) {
      good = good.withHeader("content-type", "x/y");
      all = all.stream().map(event -> event.withStatus(404)).toList();
    }
    assertAnswers(listening, good, all);
  }

  @Test
  @DisplayName("what would do harm elsewhere is taken for what it is")
  default void harmless() {
    try (AdapterHarness.Running running = harness().start(typed());
        AdapterHarness.Caller caller = running.connect("caller")) {
      for (BadInput input : BadDocuments.harmless()) {
        assertEquals("o 1", text(caller.http(input.request().orElseThrow())), input.name());
      }
    }
    try (AdapterHarness.Running running = harness().start(plain());
        AdapterHarness.Caller caller = running.connect("caller")) {
      for (BadInput input : BadTargets.harmless()) {
        assertEquals("GET /echo ", text(caller.http(input.request().orElseThrow())), input.name());
      }
    }
  }

  @Test
  @DisplayName("as many bad inputs are held as were promised, and what an answer leaks is found")
  default void asMany() {
    Set<String> names = new HashSet<>();
    Stream.of(
            BadDocuments.malformed(),
            BadDocuments.ofOtherKinds(),
            BadPlaces.queries(),
            BadPlaces.parts(),
            BadPlaces.texts(),
            BadTargets.elsewhere(),
            BadTargets.otherMethods(),
            BadTargets.broken())
        .flatMap(List::stream)
        .forEach(input -> assertTrue(names.add(input.name()), input.name() + " is there twice"));
    assertTrue(names.size() >= PROMISED, "only " + names.size() + " bad inputs are left");
    assertEquals(BadEvents.all().size(), BadEvents.requests().size(), "each is another one");
    assertTrue(BadEvents.all().size() >= 100, "only " + BadEvents.all().size() + " bad events");
    Throwable thrown = new IllegalStateException("jdbc: hunter2");
    assertTrue(Internals.in(thrown + "\n\tat " + thrown.getStackTrace()[0]).size() >= 4);
    String folder = System.getProperty("user.dir");
    assertTrue(Internals.in("{\"detail\":\"in " + folder + "\"}").contains(folder));
  }

  private static FunctionUnderTest typed() {
    return FunctionUnderTest.of(Bystanders.Typed.class, Bystanders.Booking.NAME);
  }

  private static FunctionUnderTest plain() {
    return FunctionUnderTest.of(Bystanders.Plain.class, "dev.portolan.HttpRequest")
        .withRoute("/echo", "GET", "POST");
  }

  private static HttpRequest good() {
    return HttpRequest.of("POST", "/").withBody(bytes(BadDocuments.GOOD));
  }

  private void assertAnswers(FunctionUnderTest function, HttpRequest good, List<BadInput> all) {
    List<String> wrong = new ArrayList<>();
    try (AdapterHarness.Running running = harness().start(function);
        AdapterHarness.Caller caller = running.connect("caller")) {
      int status = caller.http(good).status();
      for (BadInput input : all) {
        int before = Bystanders.CALLS.get();
        Optional<HttpRequest> request = input.request();
        HttpResponse response =
            request.isPresent()
                ? caller.http(request.get())
                : caller.broken(input.method(), input.target());
        String found = fault(input, response);
        int calls = harness().outcome(input.name(), input.status()) == 200 ? 1 : 0;
        found += Bystanders.CALLS.get() - before == calls ? "" : ", the function was called";
        found += caller.http(good).status() == status ? "" : ", a good request is not answered";
        if (!found.isEmpty()) {
          wrong.add(input.name() + found);
        }
      }
    }
    assertEquals(List.of(), wrong, () -> wrong.size() + " of " + all.size() + " are wrong");
  }

  private HttpResponse adapters(HttpResponse response) {
    return harness().namesItsServer()
        ? response.withHeaders(response.headers().without("server"))
        : response;
  }

  /** What is wrong with an answer; empty if nothing is. */
  private String fault(BadInput input, HttpResponse response) {
    String body = text(response);
    List<String> leaks = Internals.in(adapters(response));
    String told = leaks.isEmpty() ? "" : ", tells " + leaks + ": " + body;
    int itself = harness().answersItself(input.target());
    int expected = itself > 0 ? itself : harness().outcome(input.name(), input.status());
    if (response.status() != expected) {
      return ", is " + response.status() + " and not " + expected + ": " + body + told;
    }
    if (itself > 0 || expected != input.status()) {
      return told;
    }
    String problem =
        "{\"type\":\"about:blank\",\"title\":\""
            + input.title()
            + "\",\"status\":"
            + expected
            + ",\"id\":\"";
    boolean whole =
        "application/problem+json".equals(response.headers().get("content-type"))
            && body.startsWith(problem)
            && body.endsWith(input.detail().isEmpty() ? "}" : input.detail() + "\"}");
    return whole ? told : ", is not that problem: " + body + told;
  }
}
