package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * Looks an archive over before anything relies on it. The entries of a signed one are read to their
 * end; of others the sizes count that they claim, since nobody here unpacks them.
 */
final class ArchiveCheck {
  private static final int MAX_ENTRIES = 65_535;
  private static final long MAX_UNPACKED = 1L << 30;

  /** Class files shrink to a third or so; what shrinks to a two-hundredth is padding. */
  private static final long MAX_RATIO = 200;

  /** Small archives may be as odd as they like. */
  private static final long RATIO_MATTERS = 64L << 20;

  private static final String HINT =
      "get the library again from where it comes from, or leave it out";

  private ArchiveCheck() {}

  /** What is wrong with a jar. */
  static List<Problem> problems(Path jar) throws IOException {
    String where = String.valueOf(jar.getFileName());
    if (!Files.isRegularFile(jar)) {
      return List.of(Problem.of(jar.toString(), "is not there", "build the project again"));
    }
    List<String> faults = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile(), true)) {
      List<JarEntry> entries = file.stream().toList();
      faults.addAll(names(entries));
      faults.addAll(sizes(entries, Files.size(jar)));
      if (faults.isEmpty() && entries.stream().anyMatch(ArchiveCheck::signature)) {
        faults.addAll(signatures(file, entries));
      }
    } catch (ZipException e) {
      faults.add("is no readable archive: " + e.getMessage());
    } catch (SecurityException e) {
      faults.add("bears a signature that does not hold: " + e.getMessage());
    }
    return faults.stream().map(fault -> Problem.of(where, fault, HINT)).toList();
  }

  private static List<String> names(List<JarEntry> entries) {
    List<String> faults = new ArrayList<>();
    if (entries.size() > MAX_ENTRIES) {
      faults.add("has " + entries.size() + " entries, more than " + MAX_ENTRIES);
    }
    Set<String> seen = new HashSet<>();
    for (JarEntry entry : entries) {
      EntryName.fault(entry.getName())
          .ifPresent(fault -> faults.add("entry '" + entry.getName() + "' " + fault));
      if (!seen.add(entry.getName()) && !entry.isDirectory()) {
        faults.add("entry '" + entry.getName() + "' is there twice");
      }
    }
    return faults;
  }

  private static List<String> sizes(List<JarEntry> entries, long packed) {
    long unpacked = 0;
    for (JarEntry entry : entries) {
      unpacked += Math.max(0, entry.getSize());
    }
    if (unpacked > MAX_UNPACKED) {
      return List.of("unpacks to " + unpacked + " bytes, more than " + MAX_UNPACKED);
    }
    if (unpacked > RATIO_MATTERS && unpacked / Math.max(1, packed) > MAX_RATIO) {
      return List.of("unpacks to " + unpacked / packed + " times its size");
    }
    return List.of();
  }

  private static boolean signature(JarEntry entry) {
    return entry.getName().toUpperCase(Locale.ROOT).matches("META-INF/[^/]+\\.SF");
  }

  /** A signed jar whose content was changed since: its classes would not load. */
  private static List<String> signatures(JarFile file, List<JarEntry> entries) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = MAX_UNPACKED;
    for (JarEntry entry : entries) {
      try (InputStream in = file.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          left -= n;
          if (left < 0) {
            return List.of("unpacks to more than " + MAX_UNPACKED + " bytes");
          }
        }
      } catch (SecurityException e) {
        return List.of("bears a signature that does not hold: " + e.getMessage());
      }
    }
    return List.of();
  }
}
