package dev.portolan.sandbox.images.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request to a pod over HTTP/1.1, on a connection of its own. The JDK's client is not used: it
 * does not let the host header pass.
 */
public final class PodConnection implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024;

  /** Fields that are between two neighbours only. */
  public static final Set<String> HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "http2-settings");

  private final Socket socket;
  private final InputStream in;
  private int status;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  public PodConnection(int port, Duration timeout) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends the request of an exchange as it came, body included. */
  public void send(HttpExchange exchange) throws IOException {
    Map<String, List<String>> fields = new LinkedHashMap<>(exchange.getRequestHeaders());
    String client = exchange.getRemoteAddress().getAddress().getHostAddress();
    Map.of("X-forwarded-for", client, "X-forwarded-proto", "http")
        .forEach(
            (name, value) -> {
              List<String> all = new ArrayList<>(fields.getOrDefault(name, List.of()));
              all.add(value);
              fields.put(name, all);
            });
    send(exchange, fields, exchange.getRequestBody());
  }

  /** Sends the request of an exchange with these fields and this body in place of its own. */
  public void send(HttpExchange exchange, Map<String, List<String>> fields, InputStream body)
      throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    String query = exchange.getRequestURI().getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ');
    head.append(exchange.getRequestURI().getRawPath());
    head.append(query == null ? "" : "?" + query).append(" HTTP/1.1\r\n");
    boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    for (Map.Entry<String, List<String>> each : fields.entrySet()) {
      if (!HOP.contains(each.getKey().toLowerCase(Locale.ROOT))) {
        each.getValue()
            .forEach(v -> head.append(each.getKey()).append(": ").append(v).append("\r\n"));
      }
    }
    head.append("Connection: close\r\n");
    head.append(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    copy(body, out, chunked);
    out.flush();
  }

  private static void copy(InputStream from, OutputStream to, boolean chunked) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      if (chunked && count > 0) {
        to.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      to.write(buffer, 0, count);
      if (chunked && count > 0) {
        to.write(new byte[] {'\r', '\n'});
      }
      to.flush();
    }
    if (chunked) {
      to.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Reads status and header fields; interim answers are passed over. */
  public void readHead() throws IOException {
    do {
      String[] words = line().split(" ", 3);
      if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
        throw new IOException("malformed HTTP response");
      }
      status = Integer.parseInt(words[1]);
      headers.clear();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IOException("malformed HTTP header field");
        }
        headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    } while (status < 200 && status != 101);
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || bytes.size() > LONGEST_LINE) {
        throw new IOException(c < 0 ? "EOF" : "a line of the response is too long");
      }
      if (c != '\r') {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  public int status() {
    return status;
  }

  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  public String header(String name) {
    return headers.stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** Answers an exchange with what the pod answered, the body as it comes. */
  public void answer(HttpExchange exchange) throws IOException {
    for (Map.Entry<String, String> each : headers) {
      String name = each.getKey().toLowerCase(Locale.ROOT);
      if (!HOP.contains(name) && !name.equals("content-length")) {
        exchange.getResponseHeaders().add(each.getKey(), each.getValue());
      }
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    String length = header("Content-Length");
    if (head && !length.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Length", length);
    }
    boolean bodiless = head || status == 204 || status == 304 || length.equals("0");
    long size = length.isEmpty() ? 0 : Long.parseLong(length);
    exchange.sendResponseHeaders(status, bodiless ? -1 : size);
    if (!bodiless) {
      copyBody(exchange.getResponseBody());
    }
  }

  /** Passes the body on as it comes; a body that ends too early is an error. */
  public void copyBody(OutputStream out) throws IOException {
    if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      long size = Long.parseLong(line().split(";")[0].strip(), 16);
      while (size > 0) {
        copyExactly(size, out);
        line();
        size = Long.parseLong(line().split(";")[0].strip(), 16);
      }
    } else if (!header("Content-Length").isEmpty()) {
      copyExactly(Long.parseLong(header("Content-Length")), out);
    } else {
      copy(in, out, false);
    }
  }

  private void copyExactly(long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (long left = size; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new IOException("unexpected EOF");
      }
      out.write(buffer, 0, count);
      out.flush();
      left -= count;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
