package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.testkit.adapter.HttpWire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A caller that sends what it is told to the byte, one request a connection. */
final class Exchanges {
  private Exchanges() {}

  static HttpResponse send(int port, HttpRequest request) throws IOException {
    byte[] wire = HttpWire.request(request.withHeader("connection", "close"));
    return send(port, wire, request.method().equals("HEAD"));
  }

  /**
   * Sends bytes and reads one answer.
   *
   * @throws EOFException if the answer is not whole
   */
  static HttpResponse send(int port, byte[] request, boolean head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request);
      return read(socket.getInputStream(), head);
    }
  }

  /** Reads one answer, without the headers of its connection. */
  static HttpResponse read(InputStream input, boolean head) throws IOException {
    HttpResponse answer = readAll(input, head);
    boolean none = answer.status() == 204 || answer.status() == 304;
    int length = none ? -1 : answer.body().length;
    return answer.withHeaders(HttpWire.shown(answer.headers(), head, length));
  }

  /** Reads one answer with all its headers. */
  static HttpResponse readAll(InputStream input, boolean head) throws IOException {
    String status = line(input);
    List<String> fields = new ArrayList<>();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon));
      fields.add(line.substring(colon + 1).trim());
    }
    Fields headers = Fields.headers(fields);
    int code = Integer.parseInt(status.substring(9, 12));
    byte[] body = head || code == 204 || code == 304 ? new byte[0] : body(input, headers);
    return HttpResponse.of(code).withHeaders(headers).withBody(body);
  }

  private static byte[] body(InputStream input, Fields headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      return exactly(input, Integer.parseInt(length));
    }
    if (headers.get("transfer-encoding") == null) {
      return input.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(input); chunk.length > 0; chunk = chunk(input)) {
      body.write(chunk);
    }
    line(input);
    return body.toByteArray();
  }

  /** The next chunk; Jetty sends the end of its line with the one after it. */
  static byte[] chunk(InputStream input) throws IOException {
    String size = line(input);
    return exactly(input, Integer.parseInt(size.isEmpty() ? line(input) : size, 16));
  }

  private static byte[] exactly(InputStream input, int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends within its body");
    }
    return bytes;
  }

  static String line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = input.read(); b != '\n'; b = input.read()) {
      if (b < 0) {
        throw new EOFException(
            "the answer ends within a line: " + line.toString(StandardCharsets.UTF_8));
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
