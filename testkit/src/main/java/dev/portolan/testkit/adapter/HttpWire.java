package dev.portolan.testkit.adapter;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests as they stand on the wire of HTTP/1.1, and what a client shows of an answer's head. */
public final class HttpWire {
  private HttpWire() {}

  /** A request as it is sent, with a length if it has a body; all else that it says is its own. */
  public static byte[] request(HttpRequest request) {
    String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
    StringBuilder head = new StringBuilder(start(request.method(), request.rawPath() + query));
    Fields headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      head.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
    }
    if (request.body().length > 0) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    wire.writeBytes(request.body());
    return wire.toByteArray();
  }

  /** A request without a body whose target is sent as it is, be it none. */
  public static byte[] request(String method, String target) {
    return (start(method, target) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String start(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  /**
   * The headers that a client shows its caller: without those of the connection, but with those of
   * them that are out of place.
   *
   * @param head whether HEAD is answered
   * @param length how long the body is; -1 where the status has none
   */
  public static Fields shown(Fields headers, boolean head, int length) {
    Fields shown = headers;
    if (head || shown.all("content-length").equals(List.of(Integer.toString(length)))) {
      shown = shown.without("content-length");
    }
    if (shown.all("transfer-encoding").equals(List.of("chunked"))) {
      shown = shown.without("transfer-encoding");
    }
    boolean ends = shown.all("connection").equals(List.of("close"));
    return ends ? shown.without("connection") : shown;
  }
}
