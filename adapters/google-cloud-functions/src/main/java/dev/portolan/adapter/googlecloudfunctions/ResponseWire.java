package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.HttpResponse;
import dev.portolan.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Hands a portable response to Google's server. */
final class ResponseWire {
  private ResponseWire() {}

  /**
   * Hands over a response that is whole, with its length: no chunks, and no doubt where it ends.
   */
  static void write(dev.portolan.HttpResponse from, HttpResponse to) throws IOException {
    head(from, to);
    byte[] body = from.body();
    if (body.length > 0) {
      to.appendHeader("content-length", Integer.toString(body.length));
      OutputStream output = to.getOutputStream();
      output.write(body, 0, body.length);
    }
  }

  /** Hands over status and headers, with the length if it is known. */
  static void begin(dev.portolan.HttpResponse from, HttpResponse to) {
    head(from, to);
    if (from.length() >= 0) {
      to.appendHeader("content-length", Long.toString(from.length()));
    }
  }

  private static void head(dev.portolan.HttpResponse from, HttpResponse to) {
    to.setStatusCode(from.status());
    Fields headers = from.headers();
    for (int i = 0; i < headers.size(); i++) {
      to.appendHeader(headers.name(i), octets(headers.value(i)));
    }
  }

  /** Jetty sends each character as one byte: what is beyond ASCII goes as the bytes of UTF-8. */
  private static String octets(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.ISO_8859_1);
      }
    }
    return value;
  }
}
