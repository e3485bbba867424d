package dev.portolan.adapter.http;

import dev.portolan.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * The body of a response on its way while a function writes it.
 *
 * <p>Holds one piece, which leaves when it is full, or flushed. A body that is whole before
 * anything left is no longer streamed, and goes as any other. For any threads of the function's;
 * nothing of theirs leaves after {@link #run()}.
 */
final class ResponseStream extends OutputStream {
  private static final int ROOM = 16 * 1024;

  /** Before a piece: its size in up to four digits, CR, LF. */
  private static final int FRONT = 6;

  private static final byte[] LAST = {'0', '\r', '\n', '\r', '\n'};

  private final HttpResponse response;
  private final HttpCall call;
  private final Exchange exchange;
  private final Output output;
  private final boolean chunked;

  private final byte[] piece = new byte[FRONT + ROOM + 2 + LAST.length];
  private int end = FRONT;
  private long written;
  private boolean begun;
  private boolean closed;
  private boolean over;
  private boolean whole;

  /** Why nothing can be sent to the caller any more. */
  private IOException gone;

  /** What the function did wrong: told when it writes, and at the end if it did not listen. */
  private String problem;

  /**
   * A body that nobody has written yet.
   *
   * @param chunks whether the caller knows chunks
   */
  ResponseStream(
      HttpResponse response, HttpCall call, Exchange exchange, Output output, boolean chunks) {
    this.response = response;
    this.call = call;
    this.exchange = exchange;
    this.output = output;
    this.chunked = chunks && response.length() < 0;
  }

  /**
   * Has the body written and sent.
   *
   * @return the response: with its body in memory if nothing was sent yet, else to {@link #finish}
   * @throws Exception what the function threw, unless because its caller was gone; there is nothing
   *     then to be told, and nobody
   */
  HttpResponse run() throws Exception {
    try {
      response.writeTo(this);
    } catch (Exception failed) {
      if (!isGone()) {
        throw failed;
      }
    } finally {
      end();
    }
    return finished();
  }

  private synchronized boolean isGone() {
    return gone != null;
  }

  private synchronized void end() {
    over = true;
  }

  private synchronized HttpResponse finished() {
    if (isGone() || call.isOver()) {
      // A part may have been refused: no end of the body may follow what the caller has got.
      return response;
    }
    if (problem == null && written < response.length()) {
      problem =
          "The function wrote " + written + " bytes of a body of " + response.length() + " bytes";
    }
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
    if (!begun) {
      return response.withBody(Arrays.copyOfRange(piece, FRONT, end));
    }
    whole = true;
    return response;
  }

  /**
   * Sends the end of the body, which is kept back until then: whoever has it may send the next
   * request, and this one must have left its place.
   *
   * @throws IOException also if the body was not written to its end: the connection cannot be used
   *     for another response
   */
  synchronized void finish() throws IOException {
    if (!whole) {
      throw new IOException("a response that was cut");
    }
    send(true);
  }

  static IOException late() {
    return new InterruptedIOException("The time of this invocation is up");
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] source, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, source.length);
    requireOpen(closed);
    if (response.length() >= 0 && count > response.length() - written) {
      problem = "The function wrote more than the " + response.length() + " bytes of the body";
      throw new IOException(problem);
    }
    int from = offset;
    for (int left = count; left > 0; ) {
      if (end == FRONT + ROOM) {
        send(false);
      }
      int moved = Math.min(left, FRONT + ROOM - end);
      System.arraycopy(source, from, piece, end, moved);
      end += moved;
      from += moved;
      left -= moved;
    }
    written += count;
  }

  private void requireOpen(boolean closed) throws IOException {
    if (closed || over) {
      throw new IOException("The body of this response has ended");
    }
    if (gone != null) {
      throw new IOException("The caller is gone, or had its answer", gone);
    }
    if (call.isOver()) {
      throw late();
    }
  }

  /** Sends what was written, and the head if nothing was; but not what would be the end. */
  @Override
  public synchronized void flush() throws IOException {
    requireOpen(false);
    if (written != response.length() && (!begun || end > FRONT)) {
      send(false);
    }
  }

  /** Refuses more; that the body is whole is known when its writer returned, not before. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private void send(boolean last) throws IOException {
    try {
      if (!begun) {
        exchange.begin(response, chunked, chunked || response.length() >= 0);
        begun = true;
      }
      sendPiece(last);
    } catch (IOException lost) {
      gone = lost;
      throw lost;
    }
  }

  private void sendPiece(boolean last) throws IOException {
    int from = FRONT;
    int to = end;
    if (chunked && to > FRONT) {
      piece[--from] = '\n';
      piece[--from] = '\r';
      for (int size = to - FRONT; size > 0; size >>= 4) {
        piece[--from] = (byte) Character.forDigit(size & 0xf, 16);
      }
      piece[to++] = '\r';
      piece[to++] = '\n';
    }
    if (chunked && last) {
      System.arraycopy(LAST, 0, piece, to, LAST.length);
      to += LAST.length;
    }
    end = FRONT;
    output.more(piece, from, to - from);
  }
}
