package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.HttpRequest;
import dev.portolan.runtime.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads bodies into memory, never more than is allowed, of all requests together never more than a
 * quarter of the heap.
 */
final class BodyReader {
  private static final byte[] NOTHING = {};
  private static final int FIRST_ROOM = 16 * 1024;

  private final int limit;
  private final long all;
  private long left;

  BodyReader(int limit, long heap) {
    this.limit = limit;
    this.all = heap / 4;
    this.left = all;
  }

  /**
   * The whole body, to be given back with {@link #release}; empty also where nothing came of what
   * was announced.
   */
  byte[] read(HttpRequest request) throws Refusal {
    long length = request.getContentLength();
    if (length > limit || length > all) {
      throw tooLarge();
    }
    if (length == 0) {
      return NOTHING;
    }
    byte[] body = NOTHING;
    int size = 0;
    try {
      InputStream input = request.getInputStream();
      while (size != length) {
        if (size == body.length) {
          int next = size < length ? -1 : input.read();
          if (next < 0 && size > length) {
            break;
          }
          body = grow(body, (int) Math.max(length, 0));
          if (next >= 0) {
            body[size++] = (byte) next;
          }
        }
        int count = size == body.length ? 0 : input.read(body, size, body.length - size);
        if (count < 0 && size > 0 && size < length) {
          throw incomplete();
        }
        if (count < 0) {
          break;
        }
        size += count;
        requireAllowed(size);
      }
      requireAllowed(size);
      if (size == length) {
        // Told that it was read to its end, Jetty need not look for more of it after the answer.
        input.read();
      }
      return shrink(body, size);
    } catch (Refusal refusal) {
      release(body);
      throw refusal;
    } catch (IOException | RuntimeException cut) {
      // What Jetty throws depends on its version; all of it says that no more will come.
      release(body);
      throw incomplete();
    }
  }

  private void requireAllowed(int size) throws Refusal {
    if (size > limit) {
      throw tooLarge();
    }
  }

  /** Room grows with what came, not with what was announced; one byte more than is allowed. */
  private byte[] grow(byte[] body, int announced) throws Refusal {
    int room = announced > body.length && announced <= FIRST_ROOM ? announced : FIRST_ROOM;
    long most = announced > 0 ? announced : limit + 1L;
    room = Math.max(room, (int) Math.min(most, 2L * body.length));
    if ((long) room + body.length > all) {
      throw tooLarge();
    }
    return copy(body, room);
  }

  private byte[] shrink(byte[] body, int size) throws Refusal {
    return size == body.length ? body : copy(body, size);
  }

  /** For a while there are both. */
  private byte[] copy(byte[] body, int room) throws Refusal {
    take(room);
    byte[] copy = Arrays.copyOf(body, room);
    give(body.length);
    return copy;
  }

  private synchronized void take(int bytes) throws Refusal {
    if (bytes > left) {
      throw new Refusal(503, "overloaded", "There is too much to do here: come again.");
    }
    left -= bytes;
  }

  private synchronized void give(int bytes) {
    left += bytes;
  }

  /** Gives back what a body took of the memory that all bodies share. */
  void release(byte[] body) {
    if (body.length > 0) {
      give(body.length);
    }
  }

  static Refusal incomplete() {
    return new Refusal(400, "incomplete", "The body of the request did not come to its end.");
  }

  private static Refusal tooLarge() {
    return new Refusal(413, "body-too-large", "The body is larger than is taken here.");
  }
}
