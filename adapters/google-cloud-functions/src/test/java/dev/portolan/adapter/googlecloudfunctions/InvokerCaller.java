package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.HttpWire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Keeps a connection to Google's server as long as the server does. */
final class InvokerCaller implements AdapterHarness.Caller {
  private final int port;
  private Socket socket;
  private InputStream input;
  private boolean ending;

  InvokerCaller(int port) {
    this.port = port;
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

  private HttpResponse answer(byte[] request, boolean head) throws IOException {
    if (ending) {
      close();
    }
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(60_000);
      socket.setTcpNoDelay(true);
      input = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request);
    HttpResponse answer = Exchanges.readAll(input, head);
    // Jetty 12 ends the connection with what it takes for no request, and need not say so.
    String type = String.valueOf(answer.headers().get("content-type"));
    boolean byServer = answer.status() == 400 && !type.startsWith("application/problem+json");
    ending = byServer || "close".equals(answer.headers().get("connection"));
    return answer;
  }

  @Override
  public void close() {
    if (socket == null) {
      return;
    }
    try {
      boolean more = ending && input.readAllBytes().length > 0;
      ending = false;
      socket.close();
      socket = null;
      if (more) {
        throw new IllegalStateException("more came after the last answer");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
