package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** A connection that posts the same small JSON again and again. */
final class Caller implements AutoCloseable {
  private static final byte[] REQUEST =
      ("POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Accept: */*\r\nUser-Agent: benchmark\r\nContent-Length: 14\r\n\r\n{\"name\":\"Ada\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private final Socket socket = new Socket();
  private final byte[] buffer = new byte[4096];

  private Caller(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    socket.setSoTimeout(10_000);
  }

  static Caller open(int port) throws IOException {
    return new Caller(port);
  }

  /** Tries until somebody listens. */
  static Caller await(int port, Process process) throws IOException {
    while (process.isAlive()) {
      try {
        return new Caller(port);
      } catch (IOException refused) {
        LockSupport.parkNanos(500_000);
      }
    }
    throw new IOException("the server ended with " + process.exitValue());
  }

  /** Posts, and reads the whole answer. */
  void call() throws IOException {
    socket.getOutputStream().write(REQUEST);
    InputStream stream = socket.getInputStream();
    int length = 0;
    while (true) {
      int count = stream.read(buffer, length, buffer.length - length);
      if (count < 0) {
        throw new IOException("the server closed the connection");
      }
      length += count;
      if (buffer[length - 1] == '}') {
        break;
      }
    }
    if (buffer[9] != '2') {
      throw new IOException(new String(buffer, 0, length, StandardCharsets.UTF_8));
    }
  }

  /** Sends what the server answers without its function: a probe, and a body that is no JSON. */
  void probe() throws IOException {
    String head = " HTTP/1.1\r\nHost: localhost\r\n";
    String probe = "GET /.well-known/portolan/ready" + head + "\r\n";
    String broken = "POST /hello" + head + "Connection: close\r\nContent-Length: 2\r\n\r\n{\"";
    socket.getOutputStream().write((probe + broken).getBytes(StandardCharsets.US_ASCII));
    socket.getInputStream().readAllBytes();
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
