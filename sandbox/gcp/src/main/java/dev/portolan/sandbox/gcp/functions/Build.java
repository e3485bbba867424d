package dev.portolan.sandbox.gcp.functions;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What Google's Java buildpack does with a function that is built already: takes the one jar of the
 * root for the class path, and looks for the entry point in it.
 */
final class Build {
  // "the maximum size of a deployed function is 500MB uncompressed": functions/quotas
  private static final long LARGEST = 500L << 20;

  private final long largest;
  private long unpacked;

  private Build(long largest) {
    this.largest = largest;
  }

  /** Refuses a source that the buildpack does not build. */
  static void check(byte[] zip, String entryPoint) {
    check(zip, entryPoint, LARGEST);
  }

  /** Refuses also what is more than so many bytes when it is unpacked, with what its jars hold. */
  static void check(byte[] zip, String entryPoint, long largest) {
    new Build(largest).check(entryPoint, zip);
  }

  private void check(String entryPoint, byte[] zip) {
    Map<String, byte[]> jars = new HashMap<>();
    Set<String> root = new TreeSet<>();
    try {
      for (Entry entry : entries(zip, true)) {
        root.add(entry.name().split("/")[0]);
        if (entry.name().endsWith(".jar")) {
          jars.put(entry.name(), entry.content());
        }
      }
    } catch (IOException e) {
      throw FunctionError.UNREADABLE.refusal();
    }
    for (String sources : List.of("pom.xml", "build.gradle")) {
      if (root.contains(sources)) {
        throw FunctionError.FROM_SOURCES.refusal(sources);
      }
    }
    List<String> built = root.stream().filter(name -> name.endsWith(".jar")).toList();
    if (built.size() > 1) {
      throw FunctionError.MANY_JARS.refusal(String.join(", ", built));
    }
    if (built.isEmpty()) {
      throw FunctionError.NO_JAR.refusal(
          root.isEmpty()
              ? "directory is empty"
              : "directory has these entries: " + String.join(", ", root));
    }
    String wanted = entryPoint.replace('.', '/') + ".class";
    if (!found(wanted, built.get(0), jars, new HashSet<>())) {
      throw FunctionError.NO_CLASS.refusal(entryPoint);
    }
  }

  private boolean found(String wanted, String jar, Map<String, byte[]> jars, Set<String> seen) {
    byte[] content = jars.get(jar);
    if (content == null || !seen.add(jar)) {
      return false;
    }
    try {
      for (Entry entry : entries(content, false)) {
        if (entry.name().equals(wanted)) {
          return true;
        }
      }
      for (String next : classPath(content)) {
        if (found(wanted, next, jars, seen)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> classPath(byte[] jar) throws IOException {
    try (JarInputStream stream = new JarInputStream(new ByteArrayInputStream(jar))) {
      Manifest manifest = stream.getManifest();
      String path = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
      return path == null ? List.of() : List.of(path.strip().split("\\s+"));
    }
  }

  /** Takes all of an entry, and keeps it if it is wanted. */
  private byte[] read(ZipInputStream stream, boolean kept) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
      unpacked += count;
      if (unpacked > largest) {
        throw FunctionError.TOO_LARGE.refusal(largest);
      }
      if (kept) {
        content.write(buffer, 0, count);
      }
    }
    return content.toByteArray();
  }

  private record Entry(String name, byte[] content) {}

  private List<Entry> entries(byte[] zip, boolean contents) throws IOException {
    List<Entry> all = new ArrayList<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry each = stream.getNextEntry(); each != null; each = stream.getNextEntry()) {
        if (!each.isDirectory()) {
          boolean jar = contents && each.getName().endsWith(".jar");
          all.add(new Entry(each.getName(), read(stream, jar)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
    if (all.isEmpty() && (zip.length < 4 || zip[0] != 'P' || zip[1] != 'K')) {
      throw new IOException("no zip");
    }
    return all;
  }
}
