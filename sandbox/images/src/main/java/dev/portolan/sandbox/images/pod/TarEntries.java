package dev.portolan.sandbox.images.pod;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar archive entry by entry: ustar, with the long names of GNU and of pax. Source: POSIX.1
 * pax, GNU tar manual "Basic Tar Format".
 */
final class TarEntries {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 64 * 1024;

  private final InputStream in;
  private long left;
  private long padding;

  TarEntries(InputStream in) {
    this.in = in;
  }

  /**
   * One entry.
   *
   * @param type as the archive has it: {@code 0} file, {@code 1} hard link, {@code 2} symbolic
   *     link, {@code 5} directory
   * @param modified in seconds since 1970
   */
  record Entry(String name, char type, int mode, long size, long modified, String link) {}

  Optional<Entry> next() throws IOException {
    Map<String, String> extra = new HashMap<>();
    while (true) {
      skipRest();
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || allZero(header)) {
        return Optional.empty();
      }
      long size = number(header, 124, 12);
      left = size;
      padding = (BLOCK - size % BLOCK) % BLOCK;
      char type = header[156] == 0 ? '0' : (char) header[156];
      switch (type) {
        case 'x' -> pax(text(size), extra);
        case 'g' -> skipRest();
        case 'L' -> extra.put("path", trimmed(text(size)));
        case 'K' -> extra.put("linkpath", trimmed(text(size)));
        default -> {
          String name = extra.getOrDefault("path", name(header));
          String link = extra.getOrDefault("linkpath", string(header, 157, 100));
          if (extra.containsKey("size")) {
            left = Long.parseLong(extra.get("size"));
            padding = (BLOCK - left % BLOCK) % BLOCK;
          }
          return Optional.of(
              new Entry(
                  name, type, (int) number(header, 100, 8), left, number(header, 136, 12), link));
        }
      }
    }
  }

  /** The content of the entry that was read last. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
          throw new IOException("the archive ends within a file");
        }
        left -= count;
        return count;
      }
    };
  }

  private void skipRest() throws IOException {
    in.skipNBytes(left + padding);
    left = 0;
    padding = 0;
  }

  private String text(long size) throws IOException {
    if (size > LONGEST_NAME) {
      throw new IOException("a name of " + size + " bytes in the archive");
    }
    byte[] bytes = in.readNBytes((int) size);
    left = 0;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String trimmed(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static void pax(String text, Map<String, String> extra) throws IOException {
    InputStream rest = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    while (rest.available() > 0) {
      StringBuilder length = new StringBuilder();
      for (int c = rest.read(); c >= '0' && c <= '9'; c = rest.read()) {
        length.append((char) c);
      }
      if (length.isEmpty() || length.length() > 6) {
        return;
      }
      int size = Integer.parseInt(length.toString()) - length.length() - 1;
      String record = new String(rest.readNBytes(Math.max(size, 0)), StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0 && record.endsWith("\n")) {
        extra.put(record.substring(0, equals), record.substring(equals + 1, record.length() - 1));
      }
    }
  }

  private static String name(byte[] header) {
    String name = string(header, 0, 100);
    String prefix = string(header, 257, 5).equals("ustar") ? string(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String string(byte[] header, int offset, int length) {
    return trimmed(new String(header, offset, length, StandardCharsets.UTF_8));
  }

  private static long number(byte[] header, int offset, int length) throws IOException {
    if ((header[offset] & 0x80) != 0) {
      long value = 0;
      for (int i = offset + length - 8; i < offset + length; i++) {
        value = value << 8 | header[i] & 0xff;
      }
      return value;
    }
    String text = string(header, offset, length).strip();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive", e);
    }
  }

  private static boolean allZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
