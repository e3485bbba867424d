package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.HttpResponse;
import dev.portolan.runtime.Deadline;
import dev.portolan.runtime.Deadlines;
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

  private final dev.portolan.HttpResponse response;
  private final HttpResponse to;
  private final Deadlines deadlines;
  private final Deadline deadline;

  private final byte[] piece = new byte[ROOM];
  private int end;
  private long written;
  private volatile OutputStream output;
  private boolean closed;
  private boolean over;
  private boolean whole;

  /** Why nothing can be sent to the caller any more. */
  private IOException gone;

  /** What the function did wrong: told when it writes, and at the end if it did not listen. */
  private String problem;

  ResponseStream(
      dev.portolan.HttpResponse response, HttpResponse to, Deadlines deadlines, Deadline deadline) {
    this.response = response;
    this.to = to;
    this.deadlines = deadlines;
    this.deadline = deadline;
  }

  /**
   * Has the body written and sent.
   *
   * @return the response: with its body in memory if nothing was sent yet, else to {@link #finish}
   * @throws Exception what the function threw, unless because its caller was gone
   */
  dev.portolan.HttpResponse run() throws Exception {
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

  private synchronized dev.portolan.HttpResponse finished() {
    if (isGone() || deadline.isOver()) {
      return response;
    }
    if (problem == null && written < response.length()) {
      problem =
          "The function wrote " + written + " bytes of a body of " + response.length() + " bytes";
    }
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
    if (output == null) {
      return response.withBody(Arrays.copyOf(piece, end));
    }
    whole = true;
    return response;
  }

  /**
   * Sends the rest of a response that has begun.
   *
   * @throws IOException also if the body was not written to its end: it is cut then
   */
  synchronized void finish() throws IOException {
    if (gone != null) {
      // Nobody is there to take half for the whole, and what the server would log is no failure.
      cut();
      return;
    }
    if (!whole) {
      cut();
      throw wasCut();
    }
    output.write(piece, 0, end);
  }

  /** What the server is told, so that it does not take the response for whole. */
  static IOException wasCut() {
    return new IOException("a response that was cut");
  }

  /** Ends the connection where that can be done, so that nobody takes the body for whole. */
  void cut() {
    Connections.abort(output);
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
      if (end == ROOM) {
        send();
      }
      int moved = Math.min(left, ROOM - end);
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
    if (deadline.isOver()) {
      throw late();
    }
  }

  private static IOException late() {
    return new InterruptedIOException("The time of this invocation is up");
  }

  /** Sends what was written, and the head if nothing was; but not what would be the end. */
  @Override
  public synchronized void flush() throws IOException {
    requireOpen(false);
    if (written != response.length() && (output == null || end > 0)) {
      send();
    }
  }

  /** Refuses more; that the body is whole is known when its writer returned, not before. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private void send() throws IOException {
    try {
      if (output == null) {
        if (!deadlines.begin(deadline)) {
          throw late();
        }
        ResponseWire.begin(response, to);
        output = to.getOutputStream();
      }
      output.write(piece, 0, end);
      end = 0;
      output.flush();
    } catch (IOException lost) {
      gone = lost;
      throw lost;
    }
  }
}
