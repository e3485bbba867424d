package dev.portolan.adapter.http;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.Problem;
import dev.portolan.runtime.ResolvedSecrets;
import java.io.IOException;

/** One request on its way to its response. */
final class Exchange {
  private final Server server;
  private final Connection connection;
  private final Input input;
  private final Output output;
  private final long began;

  private RequestHead head;

  /** The invocation, once there is one. */
  HttpCall call;

  /** The response on its way, where it is sent while it is written. */
  private ResponseStream stream;

  /** Whether the request was read to its end, so that another may follow. */
  private boolean clean;

  Exchange(Server server, Connection connection, Input input, Output output, long began) {
    this.server = server;
    this.connection = connection;
    this.input = input;
    this.output = output;
    this.began = began;
  }

  /**
   * The response; {@code null} if the time was up and {@link #late} has sent one.
   *
   * @throws Refusal if the request cannot become an invocation
   */
  HttpResponse answer(HeadReader reader) throws IOException, Refusal {
    head = reader.read();
    long length = Framing.length(head);
    Framing.requireHost(head);
    clean = length == 0;
    if (head.target.startsWith(Probe.PREFIX)) {
      HttpResponse probe =
          Probe.answer(head.method, head.target, server.function(), server.isDraining());
      if (probe != null) {
        return probe;
      }
      if (!isDirect()) {
        return Problem.of(404, Ids.next());
      }
    }
    if (head.target.equals("*")) {
      return HttpResponse.of(204);
    }
    return invoke(length);
  }

  private HttpResponse invoke(long length) throws IOException, Refusal {
    long deadline = began + server.settings.handlerMillis() * 1_000_000L;
    BodyReader reader = new BodyReader(input, server.settings.bodyLimit(), server.memory);
    try {
      HttpRequest request = request();
      if (length != 0) {
        if (length > server.settings.bodyLimit() || !server.memory.canHold(length)) {
          throw BodyReader.tooLarge();
        }
        expect();
        input.allowUntil(deadline);
        request = request.withBody(reader.read(length));
        clean = true;
      }
      return invoke(request, deadline);
    } finally {
      reader.release();
    }
  }

  /** Takes part in the count of those that run only now: however slow its sender was. */
  private HttpResponse invoke(HttpRequest request, long deadline) throws Refusal {
    server.overload.enter();
    try {
      call = new HttpCall(request, head, this, deadline);
      return answer();
    } finally {
      server.overload.leave();
    }
  }

  private boolean isDirect() {
    return server.settings.direct()
        && head.method.equals("POST")
        && head.target.equals(DirectCalls.PATH);
  }

  private HttpResponse answer() {
    if (head.target.startsWith(Probe.PREFIX)) {
      return server.direct(call.request.body(), call);
    }
    return server.takesEvents() ? event() : server.invoke(null, call);
  }

  /** To a function that takes events, an event may come to any path. */
  private HttpResponse event() {
    if (!CloudEvents.isEvent(call.request.headers())) {
      return server.takesHttp()
          ? server.invoke(null, call)
          : CloudEvents.refusal(head.method, call.id());
    }
    if (!head.method.equals("POST")) {
      return CloudEvents.refusal(head.method, call.id());
    }
    Object event;
    try {
      event = server.event(call);
    } catch (CodecException malformed) {
      return CloudEvents.bad(call.id(), malformed.getMessage());
    } catch (FailedInvocation comesAgain) {
      return Problem.of(503, call.id());
    }
    if (event == null) {
      return HttpResponse.of(204);
    }
    HttpResponse response = server.invoke(event, call);
    return response == null ? null : server.toSender(response, event, call);
  }

  /**
   * Answers in place of a handler that is too late, unless it has begun to; and ends the
   * connection, which is still its.
   */
  void late(HttpCall call) {
    HttpResponse response = server.late(call);
    connection.end(call.deadline.hasBegun() ? null : response, isHead());
  }

  /** Has a response sent while its body is written; gives it, or what of it is left to send. */
  HttpResponse stream(HttpResponse response) throws Exception {
    stream = new ResponseStream(response, call, this, output, !head.old);
    return stream.run();
  }

  /**
   * Makes ready the head of a response whose body follows.
   *
   * @param framed whether its end can be told from the end of the connection
   * @throws IOException if the time is up and another answers
   */
  void begin(HttpResponse response, boolean chunked, boolean framed) throws IOException {
    if (!server.begin(call)) {
      throw ResponseStream.late();
    }
    if (!framed) {
      connection.resetIfCut(true);
    }
    output.begin(response, chunked, closes() || server.isDraining());
  }

  /** Whether a part of the response was sent already, perhaps all of it. */
  boolean hasBegun() {
    return call != null && call.deadline.hasBegun();
  }

  private HttpRequest request() throws Refusal {
    if (head.target.contains("%00")) {
      throw Refusal.malformed("A NUL in the path or the query.");
    }
    try {
      return HttpRequest.of(head.method, head.target).withHeaders(Fields.headers(head.fields));
    } catch (IllegalArgumentException broken) {
      throw Refusal.malformed("The path or the query is not percent-encoded UTF-8.");
    }
  }

  /** Says that the body is welcome, to a caller that waits to hear it. */
  private void expect() throws IOException, Refusal {
    String expectation = head.first("expect");
    if (expectation == null || head.old) {
      return;
    }
    if (!expectation.equalsIgnoreCase("100-continue")) {
      throw new Refusal(417, "expectation", "Only 100-continue can be expected here.");
    }
    if (input.isEmpty()) {
      if (server.overload.isFull()) {
        throw Overload.refusal();
      }
      output.proceed();
    }
  }

  /**
   * Writes the response, as long as the caller takes it in time.
   *
   * @throws IOException also where a streamed one came to no good end: the connection must end too
   */
  void write(HttpResponse response, boolean close) throws IOException {
    if (call == null) {
      output.write(response, isHead(), close);
      return;
    }
    if (hasBegun()) {
      call.beginFinishing(server.settings.answerMillis());
    } else {
      call.beginWriting(server.settings.timeoutMillis());
    }
    server.watch(call);
    try {
      if (hasBegun()) {
        stream.finish();
        connection.resetIfCut(false);
      } else {
        output.write(response, isHead(), close);
      }
    } finally {
      server.endWatch(call);
    }
  }

  ResolvedSecrets secrets() {
    return server.settings.secrets();
  }

  Platform platform() {
    return server.platform();
  }

  void hangUp() {
    connection.close();
  }

  /** Whether the response goes without its body. */
  boolean isHead() {
    return head != null && head.method.equals("HEAD");
  }

  /** Whether the request was read to its end. */
  boolean isClean() {
    return clean;
  }

  /** Whether the connection must end with the response. */
  boolean closes() {
    return !clean || head.old || head.lists("connection", "close");
  }
}
