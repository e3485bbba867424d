package dev.portolan.images.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Writes gzip whose bytes depend on nothing but what is written: blocks are stored, not compressed,
 * because two Java platforms may bring two compressors. What goes in here is jars, which are
 * compressed already.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, 3.2.4</a>
 */
final class StoredGzip extends FilterOutputStream {
  private static final int BLOCK = 0xFFFF;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long total;

  StoredGzip(OutputStream out) throws IOException {
    super(out);
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == BLOCK) {
        writeBlock(false);
      }
      int part = Math.min(BLOCK - filled, length - done);
      System.arraycopy(bytes, offset + done, block, filled, part);
      filled += part;
      done += part;
    }
    crc.update(bytes, offset, length);
    total += length;
  }

  @Override
  public void close() throws IOException {
    writeBlock(true);
    writeInt((int) crc.getValue());
    writeInt((int) total);
    super.close();
  }

  private void writeBlock(boolean last) throws IOException {
    out.write(last ? 1 : 0);
    writeShort(filled);
    writeShort(~filled);
    out.write(block, 0, filled);
    filled = 0;
  }

  private void writeShort(int value) throws IOException {
    out.write(value);
    out.write(value >>> 8);
  }

  private void writeInt(int value) throws IOException {
    writeShort(value);
    writeShort(value >>> 16);
  }
}
