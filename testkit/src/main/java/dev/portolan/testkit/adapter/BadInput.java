package dev.portolan.testkit.adapter;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request that no function shall see, and what is answered.
 *
 * @param name what is wrong with it
 * @param method its method; no token where that is what is wrong
 * @param target path and query, percent-encoded; broken where that is what is wrong
 * @param status of the answer, whose type and title follow from it
 * @param detail how the answer's detail ends; empty if it need not tell where the fault is
 */
record BadInput(
    String name,
    String method,
    String target,
    Fields headers,
    byte[] body,
    int status,
    String detail) {

  static BadInput get(String name, String target, int status) {
    return new BadInput(name, "GET", target, Fields.headers(), new byte[0], status, "");
  }

  static BadInput post(String name, String body) {
    return post(name, body.getBytes(StandardCharsets.UTF_8));
  }

  static BadInput post(String name, byte[] body) {
    Fields headers = Fields.headers("content-type", "application/json");
    return new BadInput(name, "POST", "/", headers, body, 400, "");
  }

  BadInput withHeader(String header, String value) {
    return new BadInput(name, method, target, headers.with(header, value), body, status, detail);
  }

  BadInput withMethod(String other) {
    return new BadInput(name, other, target, headers, body, status, detail);
  }

  BadInput withStatus(int other) {
    return new BadInput(name, method, target, headers, body, other, detail);
  }

  BadInput withDetail(String end) {
    return new BadInput(name, method, target, headers, body, status, end);
  }

  /** As those platforms hand it on that look at it; empty where it is no request at all. */
  Optional<HttpRequest> request() {
    try {
      return Optional.of(HttpRequest.of(method, target).withHeaders(headers).withBody(body));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  String title() {
    switch (status) {
      case 400:
        return "Bad Request";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 415:
        return "Unsupported Media Type";
      default:
        throw new IllegalStateException("a bad input is not answered " + status);
    }
  }
}
