package dev.portolan.adapter.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One response as it stands on the wire.
 *
 * @param status the status
 * @param fields names and values in turn
 * @param body the body
 */
record RawAnswer(int status, List<String> fields, byte[] body) {

  /**
   * Reads one response.
   *
   * @param head whether it answers HEAD
   * @throws EOFException if the connection ended instead
   */
  static RawAnswer read(InputStream stream, boolean head) throws IOException {
    String first = line(stream);
    int status = Integer.parseInt(first.substring(9, 12));
    List<String> fields = new ArrayList<>();
    for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon));
      fields.add(line.substring(colon + 1).strip());
    }
    RawAnswer answer = new RawAnswer(status, fields, new byte[0]);
    String length = answer.field("content-length");
    if (!head && "chunked".equals(answer.field("transfer-encoding"))) {
      return new RawAnswer(status, fields, chunks(stream));
    }
    return new RawAnswer(
        status, fields, head || length == null ? answer.body : bytes(stream, length, 10));
  }

  private static byte[] chunks(InputStream stream) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(stream); chunk.length > 0; chunk = chunk(stream)) {
      body.write(chunk);
    }
    return body.toByteArray();
  }

  /** One chunk; empty for the last. */
  static byte[] chunk(InputStream stream) throws IOException {
    byte[] chunk = bytes(stream, line(stream), 16);
    if (!line(stream).isEmpty()) {
      throw new IOException("a chunk is longer than it says");
    }
    return chunk;
  }

  private static byte[] bytes(InputStream stream, String length, int radix) throws IOException {
    byte[] bytes = stream.readNBytes(Integer.parseInt(length, radix));
    if (bytes.length < Integer.parseInt(length, radix)) {
      throw new EOFException("the connection ended within a body");
    }
    return bytes;
  }

  private static String line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = stream.read(); b != '\n'; b = stream.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** The first value of a header, or {@code null}. */
  String field(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
