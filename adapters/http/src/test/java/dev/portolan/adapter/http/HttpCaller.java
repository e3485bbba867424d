package dev.portolan.adapter.http;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.HttpWire;
import java.io.IOException;
import java.io.UncheckedIOException;

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
      return answer(HttpWire.request(request), request.method().equals("HEAD"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public HttpResponse broken(String method, String target) {
    try {
      return answer(HttpWire.request(method, target), false);
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
    return response(answer(connection, HttpWire.request(request), head), head);
  }

  private static RawAnswer answer(RawCaller connection, byte[] wire, boolean head)
      throws IOException {
    connection.send(wire);
    return head ? connection.answerToHead() : connection.answer();
  }

  private static HttpResponse response(RawAnswer answer, boolean head) {
    boolean none = answer.status() == 204 || answer.status() == 304;
    int length = none ? -1 : answer.body().length;
    Fields shown = HttpWire.shown(Fields.headers(answer.fields()), head, length);
    return HttpResponse.of(answer.status()).withHeaders(shown).withBody(answer.body());
  }
}
