package dev.portolan.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Lambda's Runtime API on loopback, for one process: hands out the same event a number of times.
 *
 * <p>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. On plain sockets, so that what
 * is measured is the other side. After the last answer the connection is closed, which ends the
 * runtime client.
 */
final class RuntimeApi implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] event;
  private final long[] answered;
  private int count;
  private String lastAnswer = "";
  private long cpuMillis;
  private volatile Process process;

  private RuntimeApi(ServerSocket server, byte[] event, int invocations) {
    this.server = server;
    this.event = event;
    this.answered = new long[invocations];
  }

  /** Opens a free port; the event is handed out so many times. */
  static RuntimeApi open(String event, int invocations) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RuntimeApi(server, event.getBytes(StandardCharsets.UTF_8), invocations);
  }

  /** The value of AWS_LAMBDA_RUNTIME_API. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Whose processor time to look at when the first answer comes. */
  void watch(Process process) {
    this.process = process;
  }

  /** The processor time up to the first answer, in steps of the kernel's clock. */
  long cpuMillis() {
    return cpuMillis;
  }

  /** The body of the last answer. */
  String lastAnswer() {
    return lastAnswer;
  }

  /**
   * Serves until the last answer came.
   *
   * @return by invocation, the nanoseconds from the handing out to the answer; for the first, the
   *     moment of the answer
   */
  long[] serve() {
    try {
      while (count < answered.length) {
        try (Socket socket = server.accept()) {
          socket.setTcpNoDelay(true);
          serve(socket);
        }
      }
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return answered;
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    OutputStream out = socket.getOutputStream();
    long handedOut = 0;
    for (String request = line(in); request != null && !request.isEmpty(); request = line(in)) {
      int length = bodyLength(in);
      // An error comes in chunks, by a client that waits for our word before it sends more.
      boolean failed = request.contains("/error");
      byte[] body = in.readNBytes(failed ? in.available() : length);
      if (request.contains("/invocation/next")) {
        out.write(next());
        handedOut = System.nanoTime();
      } else {
        long now = System.nanoTime();
        if (count == 0) {
          cpuMillis = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
        }
        lastAnswer = new String(body, StandardCharsets.UTF_8);
        if (!request.contains("/response")) {
          throw new IOException("the function failed: " + lastAnswer);
        }
        answered[count] = count == 0 ? now : now - handedOut;
        count++;
        out.write(
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
      }
      out.flush();
      if (count == answered.length) {
        return;
      }
    }
  }

  private byte[] next() {
    String head =
        "HTTP/1.1 200 OK\r\n"
            + "Content-Type: application/json\r\n"
            + "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
            + "Lambda-Runtime-Deadline-Ms: "
            + (System.currentTimeMillis() + 30_000)
            + "\r\n"
            + "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:hello\r\n"
            + "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;"
            + "Parent=9a9197af755a6419;Sampled=0\r\n"
            + "Content-Length: "
            + event.length
            + "\r\n\r\n";
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, bytes.length + event.length);
    System.arraycopy(event, 0, all, bytes.length, event.length);
    return all;
  }

  private static int bodyLength(InputStream in) throws IOException {
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
