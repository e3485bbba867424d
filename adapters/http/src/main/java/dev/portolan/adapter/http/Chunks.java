package dev.portolan.adapter.http;

import java.io.IOException;

/**
 * Reads a body that comes in chunks (RFC 9112, section 7.1); extensions and trailers are dropped.
 */
final class Chunks {
  /** One line of a chunk's size and extensions, and all trailers together. */
  private static final int LINE_LIMIT = 4096;

  private final Input input;
  private final BodyReader body;

  /** How many bytes of extensions may still come: a sender of one byte a chunk shall not go on. */
  private int patience = 64 * 1024;

  Chunks(Input input, BodyReader body) {
    this.input = input;
    this.body = body;
  }

  void read() throws IOException, Refusal {
    for (int size = size(); size > 0; size = size()) {
      body.append(size, 0);
      if (input.next() != '\r' || input.next() != '\n') {
        throw Refusal.malformed("A chunk is longer than it says.");
      }
    }
    trailers();
  }

  private int size() throws IOException, Refusal {
    long size = 0;
    int digits = 0;
    int b = input.next();
    for (int digit = hex(b); digit >= 0; digit = hex(b)) {
      if (++digits > 8) {
        throw new Refusal(413, "body-too-large", "A chunk is larger than is taken here.");
      }
      size = size << 4 | digit;
      b = input.next();
    }
    if (digits == 0) {
      throw b < 0 ? BodyReader.ended() : Refusal.malformed("A chunk does not begin with its size.");
    }
    if (b != '\r' && b != ';') {
      throw Refusal.malformed("The size of a chunk is no number.");
    }
    restOfLine(b);
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /** Reads to the end of a line; says how many bytes came before its CR LF. */
  private int restOfLine(int first) throws IOException, Refusal {
    int count = 0;
    int b = first;
    while (b != '\r') {
      if (b < 0) {
        throw BodyReader.ended();
      }
      if (b < ' ' && b != '\t' || b == 0x7f) {
        throw Refusal.malformed("A control character between chunks.");
      }
      if (++count > LINE_LIMIT || --patience < 0) {
        throw new Refusal(431, "headers-too-large", "There is too much between the chunks.");
      }
      b = input.next();
    }
    if (input.next() != '\n') {
      throw Refusal.malformed("A line between chunks does not end in CR LF.");
    }
    return count;
  }

  private void trailers() throws IOException, Refusal {
    for (int b = input.next(); b != '\r'; b = input.next()) {
      if (!Character.isLetterOrDigit(b)) {
        throw b < 0 ? BodyReader.ended() : Refusal.malformed("A trailer that is no header.");
      }
      restOfLine(b);
    }
    if (input.next() != '\n') {
      throw Refusal.malformed("The chunks do not end in CR LF.");
    }
  }

  private static int hex(int b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int letter = b | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
