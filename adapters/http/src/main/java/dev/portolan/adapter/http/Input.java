package dev.portolan.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * The bytes that came over a connection and were not used yet.
 *
 * <p>For one thread. Every wait is limited by a time set before. What is between {@link #position}
 * and {@link #end} came already.
 */
final class Input {
  private final Socket socket;
  private final InputStream stream;

  /** When waiting ends, as {@link System#nanoTime()} counts. */
  private long deadline;

  byte[] bytes = new byte[4096];
  int position;
  int end;

  Input(Socket socket) throws IOException {
    this.socket = socket;
    this.stream = socket.getInputStream();
  }

  /** Lets the peer take so long from now, however many bytes it sends at a time. */
  void allow(int millis) {
    deadline = System.nanoTime() + millis * 1_000_000L;
  }

  /** Lets the peer take until then. */
  void allowUntil(long nanos) {
    deadline = nanos;
  }

  boolean isEmpty() {
    return position == end;
  }

  private int receive(byte[] target, int offset, int count) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    return stream.read(target, offset, count);
  }

  /** Waits for more and appends it; says false when the peer has ended. */
  boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = 0;
    } else if (end == bytes.length) {
      makeRoom();
    }
    int count = receive(bytes, end, bytes.length - end);
    end += Math.max(count, 0);
    return count > 0;
  }

  private void makeRoom() {
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, end - position);
      end -= position;
      position = 0;
    } else {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  /** The next byte, or -1 when the peer has ended. */
  int next() throws IOException {
    return position < end || fill() ? bytes[position++] & 0xff : -1;
  }

  /** Moves some bytes, at least one, into an array; -1 when the peer has ended. */
  int read(byte[] target, int offset, int count) throws IOException {
    int waiting = end - position;
    if (waiting == 0) {
      return receive(target, offset, count);
    }
    int moved = Math.min(waiting, count);
    System.arraycopy(bytes, position, target, offset, moved);
    position += moved;
    return moved;
  }
}
