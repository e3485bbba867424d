package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request and what is answered to it.
 *
 * @param id unique among all cases
 * @param request what is sent
 * @param expected what comes back
 * @param measured whether the length of the body is announced
 * @param alike whether it is so on all platforms; if not, a platform may {@linkplain Departure
 *     depart}
 */
record HttpCase(
    String id, HttpRequest request, Expected expected, boolean measured, boolean alike) {

  /** A function, and the requests that it is sent. */
  record Group(String name, FunctionUnderTest function, AtomicInteger calls, List<HttpCase> cases) {

    @SafeVarargs
    static Group of(
        String name, FunctionUnderTest function, AtomicInteger calls, List<HttpCase>... lists) {
      List<HttpCase> cases = new ArrayList<>();
      for (List<HttpCase> list : lists) {
        cases.addAll(list);
      }
      return new Group(name, function, calls, cases);
    }
  }

  static HttpCase of(String id, HttpRequest request, Expected expected) {
    return new HttpCase(id, request, expected, true, true);
  }

  /** The same, where a platform may depart. */
  HttpCase unlike() {
    return new HttpCase(id, request, expected, measured, false);
  }

  /** The same without announcing how long the body is. */
  HttpCase unmeasured() {
    return new HttpCase(id, request, expected, false, alike);
  }

  void run(AdapterHarness.Running running, AtomicInteger calls, Expected here) {
    int before = calls.get();
    HttpResponse response = measured ? running.http(request) : running.unmeasured(request);
    try {
      here.check(response);
      if (here.isUncalled()) {
        assertEquals(before, calls.get(), "the function is not called");
      }
    } catch (AssertionError failed) {
      throw new AssertionError(id + ": " + failed.getMessage(), failed);
    }
  }

  static HttpRequest get(String target) {
    return HttpRequest.of("GET", target);
  }

  /** GET with headers, names and values in turn. */
  static HttpRequest get(String target, String... headers) {
    return with(get(target), headers);
  }

  static HttpRequest post(String body, String... headers) {
    return with(HttpRequest.of("POST", "/").withBody(bytes(body)), headers);
  }

  static HttpRequest with(HttpRequest request, String... headers) {
    HttpRequest more = request;
    for (int i = 0; i < headers.length; i += 2) {
      more = more.withHeader(headers[i], headers[i + 1]);
    }
    return more;
  }

  /** Bytes, each as an {@code int}. */
  static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }
}
