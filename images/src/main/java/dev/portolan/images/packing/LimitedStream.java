package dev.portolan.images.packing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a stream goes on for too long, as what was compressed may. */
final class LimitedStream extends FilterInputStream {
  private final String what;
  private long left;

  LimitedStream(InputStream in, long most, String what) {
    super(in);
    this.left = most;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    left -= Math.max(0, count);
    if (left < 0) {
      throw new IOException(what + " is larger than we unpack");
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] some = new byte[(int) Math.min(n, 1 << 14)];
    return Math.max(0, read(some, 0, some.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
