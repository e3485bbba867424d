package dev.portolan.deploy.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The zip format as far as it is needed: stored entries, no zip64. Written out here since {@link
 * java.util.zip.ZipOutputStream} sets no file modes and takes its times through the time zone.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipWire {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short VERSION = 20;
  private static final short MADE_BY_UNIX = 3 << 8 | VERSION;
  private static final short UTF_8_NAMES = 0x0800;
  private static final short STORED = 0;
  private static final short MIDNIGHT = 0;

  /** 1980-02-01: the first month is what some readers take for no time at all. */
  private static final short FEBRUARY_1980 = 2 << 5 | 1;

  private static final int REGULAR_FILE_0644 = 0100644 << 16;
  private static final long MAX_BYTES = 0xFFFF_FFFEL;
  private static final int MAX_ENTRIES = 0xFFFE;

  private final OutputStream out;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long offset;

  ZipWire(OutputStream out) {
    this.out = out;
  }

  /** Writes all entries in their order; tells the size of their contents. */
  long write(Map<String, Content> entries) throws IOException {
    if (entries.size() > MAX_ENTRIES) {
      throw new IOException(entries.size() + " entries are more than a zip holds");
    }
    long unpacked = 0;
    for (Map.Entry<String, Content> entry : entries.entrySet()) {
      unpacked += write(entry.getKey(), entry.getValue());
    }
    long start = offset;
    put(directory.toByteArray());
    ByteBuffer end = little(22).putInt(END).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    end.putInt(directory.size()).putInt((int) start).putShort((short) 0);
    put(end.array());
    return unpacked;
  }

  private long write(String name, Content content) throws IOException {
    Content.Sum sum = content.sum();
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (offset + sum.size() + directory.size() > MAX_BYTES) {
      throw new IOException("the archive would be larger than 4 GiB at " + name);
    }
    ByteBuffer local = little(30).putInt(LOCAL).putShort(VERSION);
    common(local, sum, utf8);
    ByteBuffer central = little(46).putInt(CENTRAL).putShort(MADE_BY_UNIX).putShort(VERSION);
    common(central, sum, utf8);
    central.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    central.putInt(REGULAR_FILE_0644).putInt((int) offset);
    directory.writeBytes(central.array());
    directory.writeBytes(utf8);
    put(local.array());
    put(utf8);
    copy(name, content, sum);
    return sum.size();
  }

  /** The fields that stand alike in both headers, from the flags on. */
  private static void common(ByteBuffer header, Content.Sum sum, byte[] name) {
    header.putShort(UTF_8_NAMES).putShort(STORED).putShort(MIDNIGHT).putShort(FEBRUARY_1980);
    header.putInt((int) sum.crc()).putInt((int) sum.size()).putInt((int) sum.size());
    header.putShort((short) name.length).putShort((short) 0);
  }

  private void copy(String name, Content content, Content.Sum sum) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        size += n;
        out.write(buffer, 0, n);
      }
    }
    offset += size;
    if (size != sum.size() || crc.getValue() != sum.crc()) {
      throw new IOException(name + " changed while it was packed");
    }
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
