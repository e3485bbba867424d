package dev.portolan.sandbox.aws.runtime;

import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Runtime API of AWS Lambda, 2018-06-01, for one process: it asks for the next invocation and
 * posts what came of it.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final WireResponse ACCEPTED =
      WireResponse.of(202, "application/json", "{\"status\":\"OK\"}");

  private final BlockingQueue<Handed> next = new LinkedBlockingQueue<>();
  private final Listener listener;
  private final LoopbackServer server;

  /** An invocation on its way to the process. */
  record Handed(Invocation invocation, long deadlineMillis) {}

  /** Hears what the process does. */
  interface Listener {
    /** Initialised: it asks for its first or next invocation. */
    void ready();

    void answered(String requestId, byte[] payload);

    void failed(String requestId, byte[] error);

    void initFailed(byte[] error);
  }

  private RuntimeApi(Listener listener) throws IOException {
    this.listener = listener;
    this.server = LoopbackServer.open(0, "runtime-api", this::answer);
  }

  static RuntimeApi open(Listener listener) throws IOException {
    return new RuntimeApi(listener);
  }

  /** As the process finds it in AWS_LAMBDA_RUNTIME_API. */
  String address() {
    return "127.0.0.1:" + server.port();
  }

  void hand(Handed invocation) {
    next.add(invocation);
  }

  private WireResponse answer(WireRequest request) throws ConnectionLostException {
    String path =
        request.path().startsWith(PREFIX) ? request.path().substring(PREFIX.length()) : "";
    String[] parts = path.split("/");
    if (path.equals("invocation/next")) {
      return next();
    }
    if (path.equals("init/error") || path.equals("restore/error")) {
      listener.initFailed(request.body());
      return ACCEPTED;
    }
    if (path.equals("restore/next")) {
      // what a snapshot would be taken between: the hooks before and after it run
      return WireResponse.of(200, "application/json", "{}");
    }
    if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("response")) {
      listener.answered(parts[1], request.body());
      return ACCEPTED;
    }
    if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("error")) {
      listener.failed(parts[1], request.body());
      return ACCEPTED;
    }
    return WireResponse.of(404, "application/json", "{\"errorType\":\"NotFound\"}");
  }

  private WireResponse next() throws ConnectionLostException {
    listener.ready();
    Handed handed;
    try {
      handed = next.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("the runtime is going down");
    }
    Invocation invocation = handed.invocation();
    WireHeaders headers =
        WireHeaders.of("Content-Type", "application/json")
            .with("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
            .with("Lambda-Runtime-Deadline-Ms", String.valueOf(handed.deadlineMillis()))
            .with("Lambda-Runtime-Invoked-Function-Arn", invocation.invokedArn())
            .with("Lambda-Runtime-Trace-Id", invocation.traceId());
    if (!invocation.clientContext().isEmpty()) {
      headers = headers.with("Lambda-Runtime-Client-Context", invocation.clientContext());
    }
    return new WireResponse(200, headers, invocation.payload());
  }

  @Override
  public void close() {
    server.close();
  }
}
