package dev.portolan.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Archives unpacked, each in a folder named by its digest. A folder is there whole or not at all.
 */
public final class ArchiveFolders {
  private final Path directory;
  private final long limit;

  /** {@code limit} is what an archive may hold, in bytes unpacked. */
  public ArchiveFolders(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** The folder of this archive; unpacks it, if it is not there. */
  public synchronized Path folder(String digest, Supplier<byte[]> zip) throws IOException {
    Path folder = directory.resolve(digest);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(directory);
    Path part = Files.createTempDirectory(directory, "unpacking-");
    try {
      unpack(zip.get(), part);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(part);
    }
    return folder;
  }

  private void unpack(byte[] zip, Path target) throws IOException {
    long left = limit;
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        Path file = within(target, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          left -= copy(archive, file, left);
        }
      }
    }
  }

  /** Refuses names that lead out of the folder or mean different files on different machines. */
  private static Path within(Path target, String name) throws ZipException {
    boolean plain =
        !name.isEmpty()
            && !name.startsWith("/")
            && name.indexOf('\\') < 0
            && name.indexOf('\0') < 0
            && !name.contains(":")
            && !List.of(name.split("/")).contains("..");
    if (!plain) {
      throw new ZipException("entry name leads out of the archive: " + name);
    }
    return target.resolve(name);
  }

  private static long copy(InputStream from, Path file, long left) throws IOException {
    long total = 0;
    byte[] buffer = new byte[16_384];
    try (OutputStream to =
        Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
      for (int read = from.read(buffer); read > 0; read = from.read(buffer)) {
        total += read;
        if (total > left) {
          throw new ZipException("more than it may hold unpacked");
        }
        to.write(buffer, 0, read);
      }
    } catch (FileAlreadyExistsException e) {
      throw new ZipException("two entries of one name: " + file.getFileName());
    }
    return total;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
