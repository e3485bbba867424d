package dev.portolan.images;

import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Json;
import dev.portolan.images.image.Layer;
import dev.portolan.images.image.Sha256;
import dev.portolan.images.packing.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assumptions;

/** A small base image: a runtime linked from this JDK, and the C library it needs. */
public final class JreImage {
  /** Where the image has its runtime. */
  public static final String HOME = "opt/java/openjdk";

  private static Path linked;

  private JreImage() {}

  /** Links a runtime, once in this process; skips the test where that cannot be done. */
  public static synchronized Path runtime() throws Exception {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux") && Files.isExecutable(jlink),
        "a base image is linked from a JDK on Linux, and this is none");
    if (linked == null) {
      Path directory = Files.createTempDirectory("portolan-jre");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Path home = directory.resolve("jre");
      List<String> modules = List.of("java.base", "java.logging", "jdk.unsupported");
      Programs.say(
          jlink.toString(),
          "--add-modules",
          String.join(",", modules),
          "--no-header-files",
          "--no-man-pages",
          "--output",
          home.toString());
      Programs.say(home.resolve("bin/java").toString(), "-Xshare:dump");
      linked = home;
    }
    return linked;
  }

  /** The runtime as an image of one layer, that a container can run. */
  public static Image image(Path work) throws Exception {
    Path runtime = runtime();
    Tar tar = Tar.open(work.resolve("jre.tar.gz"));
    tar.tree(HOME, runtime);
    for (String library : libraries(runtime)) {
      tar.file(library.substring(1), Path.of(library).toRealPath(), 0755);
    }
    tar.directory("tmp", 01777);
    return of(tar.close(), "amd64".equals(System.getProperty("os.arch")) ? "amd64" : "arm64");
  }

  /** An image that says it has a runtime. */
  public static Image of(Layer layer, String architecture) {
    Image empty = Image.empty(architecture);
    var configuration = empty.configuration();
    ((com.fasterxml.jackson.databind.node.ObjectNode) configuration.path("config"))
        .set(
            "Env",
            Json.array(
                List.of(
                    "PATH=/" + HOME + "/bin",
                    "JAVA_HOME=/" + HOME,
                    "JAVA_VERSION=" + System.getProperty("java.version"))));
    return empty.withLayers(List.of(layer)).withConfiguration(configuration);
  }

  private static TreeSet<String> libraries(Path runtime) throws Exception {
    List<Path> binaries = new ArrayList<>(List.of(runtime.resolve("bin/java")));
    try (Stream<Path> walk = Files.walk(runtime.resolve("lib"))) {
      walk.filter(path -> path.toString().endsWith(".so")).forEach(binaries::add);
    }
    TreeSet<String> all = new TreeSet<>();
    for (Path binary : binaries) {
      all.addAll(Programs.libraries(binary));
    }
    all.removeIf(library -> library.startsWith(runtime.toString()));
    return all;
  }

  private static void delete(Path directory) {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a layer as other tools do: with directories, modes and links. */
  public static final class Tar {
    private final Path file;
    private final TarArchiveOutputStream out;

    private Tar(Path file, OutputStream out) {
      this.file = file;
      this.out = new TarArchiveOutputStream(out, "UTF-8");
      this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public static Tar open(Path file) throws IOException {
      return new Tar(file, new GZIPOutputStream(Files.newOutputStream(file)));
    }

    void tree(String name, Path root) throws IOException {
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path path : walk.sorted().toList()) {
          String inside = path.equals(root) ? name : name + "/" + root.relativize(path);
          if (Files.isSymbolicLink(path)) {
            link(inside, TarConstants.LF_SYMLINK, Files.readSymbolicLink(path).toString());
          } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            directory(inside, 0755);
          } else {
            file(inside, path, Files.isExecutable(path) ? 0755 : 0644);
          }
        }
      }
    }

    public Tar directory(String name, int mode) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name + "/");
      entry.setMode(040000 | mode);
      return put(entry, new byte[0]);
    }

    Tar file(String name, Path path, int mode) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setMode(0100000 | mode);
      entry.setModTime(Files.getLastModifiedTime(path).toMillis() / 1000 * 1000);
      return put(entry, Files.readAllBytes(path));
    }

    public Tar file(String name, String text) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setMode(0100755);
      return put(entry, text.getBytes(StandardCharsets.UTF_8));
    }

    public Tar link(String name, byte kind, String to) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
      entry.setLinkName(to);
      return put(entry, new byte[0]);
    }

    private Tar put(TarArchiveEntry entry, byte[] bytes) throws IOException {
      entry.setSize(bytes.length);
      out.putArchiveEntry(entry);
      out.write(bytes);
      out.closeArchiveEntry();
      return this;
    }

    /** The layer. */
    public Layer close() throws IOException {
      out.close();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        String unpacked = Sha256.oci(Sha256.hex(in));
        return new Layer(Blob.of(file), Layer.TAR_GZIP, unpacked, "a runtime");
      }
    }
  }
}
