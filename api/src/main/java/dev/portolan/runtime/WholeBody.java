package dev.portolan.runtime;

import java.io.FilterInputStream;
import java.io.IOException;

/**
 * The body of an answer, of which an end before its announced length is a failure: the client of
 * JDK 17 takes that for the end.
 */
final class WholeBody extends FilterInputStream {
  private final Exchange exchange;
  private final long length;
  private long count;
  private boolean ended;

  WholeBody(Exchange exchange) throws IOException {
    super(exchange.content());
    this.exchange = exchange;
    this.length = exchange.length();
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    passed(read < 0 ? -1 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int read = super.read(bytes, offset, most);
    passed(read);
    return read;
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = super.skip(most);
    count += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void passed(int read) throws IOException {
    ended |= read < 0;
    count += Math.max(read, 0);
    if (read < 0 && count < length) {
      throw new IOException(
          "the object's content ended after " + count + " of " + length + " bytes");
    }
  }

  /** A connection whose answer was read is of use for the next. */
  @Override
  public void close() throws IOException {
    if (ended || count == length) {
      super.close();
    } else {
      exchange.close();
    }
  }
}
