package dev.portolan.sandbox.gcp.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails once it is larger than it may be. */
final class BoundedBody extends FilterInputStream {
  private long left;

  BoundedBody(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  /** It was larger. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private int counted(int read) throws TooLargeException {
    left -= Math.max(0, read);
    if (left < 0) {
      throw new TooLargeException();
    }
    return read;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    counted(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return counted(super.read(into, from, length));
  }
}
