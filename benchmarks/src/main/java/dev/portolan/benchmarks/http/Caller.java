package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection that posts the same small JSON again and again, and knows the answer. */
final class Caller implements AutoCloseable {
  private static final int PATIENCE = 10_000;
  private static final byte[] REQUEST =
      ("POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Accept: */*\r\nUser-Agent: benchmark\r\nContent-Length: 14\r\n\r\n{\"name\":\"Ada\"}")
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER =
      "{\"greeting\":\"Hello, Ada!\"}".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket = new Socket();
  private final Reply reply;

  private Caller(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
    socket.setSoTimeout(PATIENCE);
    reply = new Reply(socket.getInputStream());
  }

  static Caller open(int port) throws IOException {
    return new Caller(port);
  }

  /**
   * Posts, and reads the whole answer.
   *
   * @throws IOException if it is not, byte for byte, the one that is due
   */
  void call() throws IOException {
    socket.getOutputStream().write(REQUEST);
    byte[] body = reply.next();
    if (!Arrays.equals(body, ANSWER)) {
      throw new IOException("a wrong answer: " + new String(body, StandardCharsets.UTF_8));
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
