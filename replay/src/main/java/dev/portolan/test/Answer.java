package dev.portolan.test;

import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.opentest4j.AssertionFailedError;

/**
 * What a function answered to a request, as its caller would see it.
 *
 * <p>Answers to the same request must be alike on all platforms: the status, the headers but for
 * {@code Date}, {@code Server} and those of the connection, the body. What differs from run to run,
 * such as a new id, is excepted with {@link #mayVary}; the id of the invocation in a problem is, by
 * itself. The assertions give the answer back, so that they can be chained.
 */
public final class Answer implements Step {
  private final String provider;
  private final Request request;
  private final HttpResponse response;
  private final List<String> varying = new ArrayList<>();

  Answer(String provider, Request request, HttpResponse response) {
    this.provider = provider;
    this.request = request;
    this.response = response;
  }

  /** The status. */
  public int status() {
    return response.status();
  }

  /** The headers, in order. */
  public Fields headers() {
    return response.headers();
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The body; do not change it. */
  public byte[] bytes() {
    return response.body();
  }

  /**
   * Says what may differ from one platform to the next, because it does from one run to the next.
   *
   * @param parts names of headers, which may be absent, or {@code body}
   */
  public Answer mayVary(String... parts) {
    if (List.of(parts).contains("status")) {
      throw new IllegalArgumentException("the status must not vary: say in the test what it is");
    }
    varying.addAll(List.of(parts));
    return this;
  }

  /** Fails unless the status is this one. */
  public Answer assertStatus(int expected) {
    return holds(status() == expected, "the status", expected, status());
  }

  /** Fails unless the header is there once, with this value. */
  public Answer assertHeader(String name, String expected) {
    List<String> values = headers().all(name);
    boolean holds = values.equals(List.of(expected));
    return holds(
        holds, "the header " + name, expected, values.size() == 1 ? values.get(0) : values);
  }

  /** Fails unless the header is there with these values, in this order. */
  public Answer assertHeaders(String name, String... expected) {
    List<String> values = headers().all(name);
    return holds(
        values.equals(List.of(expected)), "the headers " + name, List.of(expected), values);
  }

  /** Fails if the header is there. */
  public Answer assertNoHeader(String name) {
    List<String> values = headers().all(name);
    return holds(values.isEmpty(), "the header " + name, "none", values);
  }

  /** Fails unless the body is this text. */
  public Answer assertText(String expected) {
    return holds(text().equals(expected), "the body", expected, text());
  }

  /** Fails unless the body is JSON of the same meaning: order of names and blanks do not count. */
  public Answer assertJson(String expected) {
    Object wanted = JsonReader.read(expected.getBytes(StandardCharsets.UTF_8));
    boolean holds;
    try {
      holds = Objects.equals(wanted, JsonReader.read(bytes()));
    } catch (CodecException noJson) {
      holds = false;
    }
    return holds(holds, "the body", expected, text());
  }

  /** Fails unless the body is empty. */
  public Answer assertEmpty() {
    return holds(bytes().length == 0, "the body", "", text());
  }

  private Answer holds(boolean holds, String what, Object expected, Object actual) {
    if (!holds) {
      throw new AssertionFailedError(
          provider
              + " answered "
              + request
              + ": expected "
              + what
              + " to be <"
              + expected
              + "> but it was <"
              + actual
              + ">"
              + (what.equals("the body") ? "" : ", and the body <" + text() + ">"),
          expected,
          actual);
    }
    return this;
  }

  Request request() {
    return request;
  }

  boolean varies(String part) {
    return varying.stream().anyMatch(part::equalsIgnoreCase);
  }

  @Override
  public Map<String, String> facts() {
    return Facts.of(this);
  }

  /** The request that it answers: method and path. */
  @Override
  public String toString() {
    return request.toString();
  }
}
