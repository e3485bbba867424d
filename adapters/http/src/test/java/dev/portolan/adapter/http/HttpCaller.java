package dev.portolan.adapter.http;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps a connection to the server as long as the server does. */
final class HttpCaller implements AdapterHarness.Caller {
  private final RunningServer server;
  private RawCaller connection;
  private boolean ending;

  HttpCaller(RunningServer server) {
    this.server = server;
  }

  @Override
  public HttpResponse http(HttpRequest request) {
    try {
      return answer(wire(request), request.method().equals("HEAD"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public HttpResponse broken(String method, String target) {
    String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try {
      return answer(head.getBytes(StandardCharsets.UTF_8), false);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private HttpResponse answer(byte[] wire, boolean head) throws IOException {
    if (ending) {
      close();
    }
    if (connection == null) {
      connection = server.caller();
    }
    RawAnswer answer = answer(connection, wire, head);
    ending = "close".equals(answer.field("connection"));
    return response(answer, head);
  }

  @Override
  public void close() {
    try (RawCaller last = connection) {
      connection = null;
      if (ending && last.rest().length > 0) {
        throw new IllegalStateException("more came after the last answer");
      }
      ending = false;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** One request over a connection. */
  static HttpResponse exchange(RawCaller connection, HttpRequest request) throws IOException {
    boolean head = request.method().equals("HEAD");
    return response(answer(connection, wire(request), head), head);
  }

  private static RawAnswer answer(RawCaller connection, byte[] wire, boolean head)
      throws IOException {
    connection.send(wire);
    return head ? connection.answerToHead() : connection.answer();
  }

  private static HttpResponse response(RawAnswer answer, boolean head) {
    return HttpResponse.of(answer.status())
        .withHeaders(withoutConnection(answer, head))
        .withBody(answer.body());
  }

  /** A client shows its caller no headers of the connection; but those that are out of place. */
  private static Fields withoutConnection(RawAnswer answer, boolean head) {
    Fields headers = Fields.headers(answer.fields());
    int length = answer.body().length;
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    if (head || !bodiless && headers.all("content-length").equals(List.of("" + length))) {
      headers = headers.without("content-length");
    }
    if (headers.all("transfer-encoding").equals(List.of("chunked"))) {
      headers = headers.without("transfer-encoding");
    }
    boolean ends = headers.all("connection").equals(List.of("close"));
    return ends ? headers.without("connection") : headers;
  }

  private static byte[] wire(HttpRequest request) throws IOException {
    StringBuilder head = new StringBuilder(request.method()).append(' ').append(request.rawPath());
    head.append(request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery());
    head.append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < request.headers().size(); i++) {
      head.append(request.headers().name(i)).append(": ").append(request.headers().value(i));
      head.append("\r\n");
    }
    if (request.body().length > 0) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    wire.write(request.body());
    return wire.toByteArray();
  }
}
