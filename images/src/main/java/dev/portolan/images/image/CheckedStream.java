package dev.portolan.images.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Bytes from somewhere else: no more than were said, and the end only if they have the digest. */
final class CheckedStream extends FilterInputStream {
  private final Blob blob;
  private final MessageDigest digest = Sha256.digest();
  private long count;

  CheckedStream(Blob blob, InputStream in) {
    super(in);
    this.blob = blob;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int some = in.read(bytes, offset, length);
    if (some > 0) {
      digest.update(bytes, offset, some);
      count += some;
    }
    boolean whole = some >= 0 || count == blob.size() && blob.digest().equals(told());
    if (!whole || count > blob.size()) {
      throw new IOException(blob.digest() + " is damaged");
    }
    return some;
  }

  private String told() {
    try {
      return Sha256.oci(Sha256.hex((MessageDigest) digest.clone()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every SHA-256 of the JDK can be cloned", e);
    }
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
