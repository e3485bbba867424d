package dev.portolan.adapter.googlecloudfunctions;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of which the length is known: one that ends early throws, and is not taken for whole. */
final class WholeStream extends FilterInputStream {
  private long left;

  /**
   * @param length of all of it; negative if unknown
   */
  WholeStream(InputStream in, long length) {
    super(in);
    this.left = length < 0 ? Long.MIN_VALUE : length;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long count) throws IOException {
    if (count >= 0) {
      left = left == Long.MIN_VALUE ? left : left - count;
    } else if (left > 0) {
      throw new EOFException("the object ended " + left + " bytes early");
    }
  }
}
