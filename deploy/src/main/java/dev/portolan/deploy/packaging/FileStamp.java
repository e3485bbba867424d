package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * By what a file is known again without being read: where it is, its size, when it was written and,
 * where the system has one, the number of the file itself. Packages are never written over, but
 * replaced by another file.
 */
public record FileStamp(Path file, long size, FileTime written, Optional<Object> number) {
  /** Of a regular file; empty for all else, and where nothing is. */
  public static Optional<FileStamp> of(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
      return is.isRegularFile()
          ? Optional.of(
              new FileStamp(
                  real, is.size(), is.lastModifiedTime(), Optional.ofNullable(is.fileKey())))
          : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
