package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Artifact;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a zip whose bytes depend on nothing but the names and contents of its entries.
 *
 * <p>Entries are sorted, a manifest first; all bear one time and one mode, none an extra field.
 * They are stored, not compressed: two Java platforms may bring two compressors, and what is packed
 * here is mostly jars, which are compressed already.
 */
public final class ReproducibleZip {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final Comparator<String> ORDER =
      Comparator.comparing((String name) -> !name.equals(MANIFEST))
          .thenComparing(Comparator.naturalOrder());

  private final SortedMap<String, Content> entries = new TreeMap<>(ORDER);
  private final SortedMap<String, String> folded = new TreeMap<>();

  private ReproducibleZip() {}

  public static ReproducibleZip create() {
    return new ReproducibleZip();
  }

  /**
   * Adds an entry.
   *
   * @param name relative, with slashes, without {@code ..}
   * @throws IllegalArgumentException if the name is unsafe, or taken in any letter case
   */
  public ReproducibleZip add(String name, byte[] bytes) {
    return add(name, Content.of(bytes));
  }

  /** Adds a file's bytes, read when the zip is written. */
  public ReproducibleZip add(String name, Path file) {
    return add(name, Content.of(file));
  }

  private ReproducibleZip add(String name, Content content) {
    EntryName.fault(name)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException("entry '" + name + "' " + fault);
            });
    String other = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      throw new IllegalArgumentException("entry '" + name + "' is there already, as " + other);
    }
    entries.put(name, content);
    return this;
  }

  /**
   * Writes the zip whole or not at all, flushed to the disk; missing directories are created.
   *
   * @throws IOException also if a file changes while it is read
   */
  public Artifact write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".portolan", ".part");
    try {
      MessageDigest digest = sha256();
      long unpacked;
      try (OutputStream out =
          new DigestOutputStream(
              new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), digest)) {
        unpacked = new ZipWire(out).write(entries);
      }
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      long bytes = Files.size(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Artifact(file, HexFormat.of().formatHex(digest.digest()), bytes, unpacked);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
