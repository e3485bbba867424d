package dev.portolan.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * The body of a response, collected while a function writes it: so much, so long, and no longer.
 *
 * <p>What the function did wrong is told when it writes, and again at the end, in case it did not
 * listen.
 */
final class Collected extends OutputStream {
  /** The length that was declared; -1 if none was. */
  private final long declared;

  private final int most;
  private final long deadlineNanos;
  private byte[] bytes = new byte[1024];
  private int length;
  private boolean closed;
  private String problem;

  Collected(long declared, int most, long deadlineNanos) {
    this.declared = declared;
    this.most = most;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] source, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, source.length);
    if (closed) {
      throw new IOException("The body of this response has ended");
    }
    if (deadlineNanos - System.nanoTime() <= 0) {
      problem = "The time of this invocation is up";
      throw new InterruptedIOException(problem);
    }
    if (declared >= 0 && count > declared - length) {
      problem = "The function wrote more than the " + declared + " bytes of the body it declared";
    } else if (count > most - length) {
      problem =
          "The body is longer than the "
              + most
              + " bytes that can be collected: this platform sends no response while it is written."
              + " Answer less, or hand out a link; streaming = true in @Http has such a platform"
              + " refused when it is deployed to.";
    }
    if (problem != null) {
      throw new IOException(problem);
    }
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(length + count, 2L * length)));
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Later writes fail. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** All that was written. */
  synchronized byte[] whole() {
    if (problem == null && declared > length) {
      problem =
          "The function wrote " + length + " bytes of a body of " + declared + " that it declared";
    }
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
    return Arrays.copyOf(bytes, length);
  }
}
