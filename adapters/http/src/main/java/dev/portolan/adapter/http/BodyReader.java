package dev.portolan.adapter.http;

import java.io.IOException;
import java.util.Arrays;

/** Reads the body of a request into memory, never more than is allowed, never before it came. */
final class BodyReader {
  private static final byte[] NOTHING = {};
  private static final int FIRST_ROOM = 16 * 1024;

  private final Input input;
  private final int limit;
  private final Memory memory;

  /** What was asked of {@link #memory} and must be given back. */
  private int held;

  private byte[] body = NOTHING;
  private int size;

  BodyReader(Input input, int limit, Memory memory) {
    this.input = input;
    this.limit = limit;
    this.memory = memory;
  }

  /**
   * The whole body.
   *
   * @param length as {@link Framing} knows it
   */
  byte[] read(long length) throws IOException, Refusal {
    if (length == 0) {
      return NOTHING;
    }
    if (length == Framing.CHUNKED) {
      new Chunks(input, this).read();
    } else {
      append((int) length, (int) length);
    }
    return size == body.length ? body : Arrays.copyOf(body, size);
  }

  /**
   * Takes this many bytes from the input.
   *
   * @param expected how large the body will be at least, as far as one knows
   */
  void append(int count, int expected) throws IOException, Refusal {
    if (count > limit - size) {
      throw tooLarge();
    }
    int end = size + count;
    while (size < end) {
      if (size == body.length) {
        grow(Math.max(end, expected));
      }
      int read = input.read(body, size, Math.min(end, body.length) - size);
      if (read < 0) {
        throw ended();
      }
      size += read;
    }
  }

  /** Room grows with what came, not with what was announced. */
  private void grow(int wanted) throws Refusal {
    int room = Math.min(wanted, Math.max(FIRST_ROOM, body.length * 2));
    if (!memory.canHold(held + (long) room)) {
      throw tooLarge();
    }
    memory.take(room);
    held += room;
    body = Arrays.copyOf(body, room);
  }

  /** Gives back what the body took of the memory that all bodies share. */
  void release() {
    memory.give(held);
    held = 0;
  }

  static Refusal ended() {
    return new Refusal(400, "incomplete", "The connection ended within the body of a request.");
  }

  static Refusal tooLarge() {
    return new Refusal(413, "body-too-large", "The body is larger than is taken here.");
  }
}
