package dev.portolan.benchmarks.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads the answers of a connection one by one, each with a length or in chunks. */
final class Reply {
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int filled;

  Reply(InputStream in) {
    this.in = in;
  }

  /**
   * The body of the next answer.
   *
   * @throws IOException if the answer is not 200, or none is left
   */
  byte[] next() throws IOException {
    filled = 0;
    int end = find("\r\n\r\n", 0);
    String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.1 200")) {
      throw new IOException("the server answers " + head.lines().findFirst().orElse("nothing"));
    }
    String lower = head.toLowerCase(Locale.ROOT);
    int body = end + 4;
    if (lower.contains(CHUNKED)) {
      return chunks(body);
    }
    int length = length(lower);
    fill(body + length);
    return Arrays.copyOfRange(buffer, body, body + length);
  }

  private static int length(String head) throws IOException {
    int start = head.indexOf(LENGTH);
    if (start < 0) {
      throw new IOException("the answer has no length");
    }
    int value = start + LENGTH.length();
    int end = head.indexOf('\r', value);
    return Integer.parseInt(head.substring(value, end < 0 ? head.length() : end).strip());
  }

  private byte[] chunks(int start) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int position = start;
    while (true) {
      int end = find("\r\n", position);
      String size = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
      int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
      position = end + 2;
      fill(position + length + 2);
      if (length == 0) {
        return body.toByteArray();
      }
      body.write(buffer, position, length);
      position += length + 2;
    }
  }

  /** Where this text begins, which may have to come first. */
  private int find(String text, int from) throws IOException {
    for (int start = from; ; start++) {
      fill(start + text.length());
      int same = 0;
      while (same < text.length() && buffer[start + same] == text.charAt(same)) {
        same++;
      }
      if (same == text.length()) {
        return start;
      }
    }
  }

  private void fill(int size) throws IOException {
    if (size > buffer.length) {
      throw new IOException("the answer is longer than " + buffer.length + " bytes");
    }
    while (filled < size) {
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        throw new IOException("the server closed the connection");
      }
      filled += count;
    }
  }
}
