package dev.portolan.adapter.http;

import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes responses to a connection.
 *
 * <p>Nothing is sent that names this server. A large body goes out as it is, without a copy.
 */
final class Output {
  private static final int JOINED = 16 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final OutputStream stream;
  private byte[] bytes = new byte[1024];
  private int length;

  Output(OutputStream stream) {
    this.stream = stream;
  }

  /** Asks for the body of a request whose sender waits to be asked. */
  void proceed() throws IOException {
    stream.write(CONTINUE);
  }

  /**
   * Writes one response, complete.
   *
   * @param head whether it answers HEAD: a body is then not sent
   * @param close whether the connection ends with it
   */
  void write(HttpResponse response, boolean head, boolean close) throws IOException {
    head(response);
    byte[] body = response.body();
    boolean bodiless = response.status() == 204 || response.status() == 304;
    if (!bodiless && (!head || body.length > 0)) {
      ascii("content-length: ").number(body.length).ascii("\r\n");
    }
    ascii(close ? "connection: close\r\n\r\n" : "\r\n");
    send(head || bodiless ? 0 : body.length, body);
  }

  /** Makes ready the head of a response whose body follows with {@link #more}. */
  void begin(HttpResponse response, boolean chunked, boolean close) {
    head(response);
    if (response.length() >= 0) {
      ascii("content-length: ").ascii(Long.toString(response.length())).ascii("\r\n");
    }
    ascii(chunked ? "transfer-encoding: chunked\r\n" : "");
    ascii(close ? "connection: close\r\n\r\n" : "\r\n");
  }

  /** Sends more of a response, and first its head if that was not sent yet. */
  void more(byte[] source, int offset, int count) throws IOException {
    if (length == 0) {
      stream.write(source, offset, count);
      return;
    }
    append(source, offset, count);
    stream.write(bytes, 0, length);
    length = 0;
  }

  private void head(HttpResponse response) {
    length = 0;
    int status = response.status();
    ascii("HTTP/1.1 ").number(status).ascii(" ").ascii(Reason.of(status)).ascii("\r\n");
    Fields headers = response.headers();
    if (headers.get("date") == null) {
      byte[] date = HttpDate.line(System.currentTimeMillis());
      append(date, 0, date.length);
    }
    for (int i = 0; i < headers.size(); i++) {
      if (!isOfConnection(headers.name(i))) {
        ascii(headers.name(i)).ascii(": ").text(headers.value(i)).ascii("\r\n");
      }
    }
  }

  private void send(int count, byte[] body) throws IOException {
    if (count <= JOINED) {
      append(body, 0, count);
      stream.write(bytes, 0, length);
    } else {
      stream.write(bytes, 0, length);
      stream.write(body, 0, count);
    }
    if (bytes.length > 2 * JOINED) {
      bytes = new byte[1024];
    }
  }

  private static boolean isOfConnection(String name) {
    switch (name.length()) {
      case 2:
        return name.equalsIgnoreCase("te");
      case 7:
        return name.equalsIgnoreCase("trailer") || name.equalsIgnoreCase("upgrade");
      case 10:
        return name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14:
        return name.equalsIgnoreCase("content-length");
      case 16:
        return name.equalsIgnoreCase("proxy-connection");
      case 17:
        return name.equalsIgnoreCase("transfer-encoding");
      default:
        return false;
    }
  }

  private Output ascii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  private Output text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        append(utf8, 0, utf8.length);
        return this;
      }
    }
    return ascii(text);
  }

  private Output number(int number) {
    return ascii(Integer.toString(number));
  }

  private void append(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
