package dev.portolan.provider.knative.packing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.provider.knative.image.Image;
import dev.portolan.provider.knative.image.Layer;
import dev.portolan.provider.knative.image.ParentImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Finds the image's JVM on this machine: the machine's own where the image has none, the base
 * image's where that lies here and is made for this processor.
 */
final class ImageJvm {
  private static final String HOME = "JAVA_HOME=";
  private static final long MOST_BYTES = 1L << 30;

  private final Path root;
  private final String home;
  private long bytes;

  private ImageJvm(Path root, String home) {
    this.root = root;
    this.home = home;
  }

  /**
   * Finds it.
   *
   * @param directory where the JVM of a base image is unpacked
   */
  static LocalJvm of(ParentImage base, Image image, Path directory)
      throws IOException, TrainingException {
    if (base instanceof ParentImage.Empty) {
      return LocalJvm.current()
          .orElseThrow(() -> new TrainingException("this machine's JVM does not name its build"));
    }
    if (base instanceof ParentImage.Remote) {
      throw new TrainingException(
          "the base image's JVM is not on this machine: save the image as an OCI archive and name"
              + " that file as portolan.knative.baseImage");
    }
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String architecture = image.configuration().path("architecture").asText();
    boolean same =
        System.getProperty("os.name").equals("Linux")
            && (architecture.equals(machine.equals("aarch64") ? "arm64" : machine));
    if (!same) {
      throw new TrainingException(
          "the image's JVM is for linux/" + architecture + ", this machine is not");
    }
    return new ImageJvm(directory, home(image)).unpacked(image);
  }

  private static String home(Image image) throws TrainingException {
    for (JsonNode variable : image.run().path("Env")) {
      if (variable.asText().startsWith(HOME + "/")) {
        return variable.asText().substring(HOME.length() + 1);
      }
    }
    throw new TrainingException("the base image does not say JAVA_HOME");
  }

  private LocalJvm unpacked(Image image) throws IOException, TrainingException {
    for (Layer layer : image.layers()) {
      if (!layer.mediaType().equals(Layer.TAR) && !layer.mediaType().equals(Layer.TAR_GZIP)) {
        throw new TrainingException("a layer of the base image is " + layer.mediaType());
      }
      boolean zipped = layer.mediaType().equals(Layer.TAR_GZIP);
      try (InputStream in = layer.blob().source().open();
          TarArchiveInputStream tar =
              new TarArchiveInputStream(zipped ? new GZIPInputStream(in) : in)) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          unpack(e, tar);
        }
      }
    }
    return LocalJvm.at(root.resolve(home))
        .orElseThrow(() -> new TrainingException("the base image has no JVM in /" + home));
  }

  /** Only what lies in the Java home, and no name that leads out of it. */
  private void unpack(TarArchiveEntry entry, InputStream in) throws IOException, TrainingException {
    String name = entry.getName().replaceFirst("^\\.?/", "");
    Path target = root.resolve(name).normalize();
    if (!name.startsWith(home + "/") || !target.startsWith(root.resolve(home).normalize())) {
      return;
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      link(target, entry.getLinkName());
    } else if (entry.isFile()) {
      bytes += entry.getSize();
      if (bytes > MOST_BYTES) {
        throw new TrainingException("the base image's JVM is larger than 1 GiB");
      }
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      Files.copy(in, target);
      Files.setPosixFilePermissions(target, permissions(entry.getMode()));
      Files.setLastModifiedTime(target, FileTime.from(entry.getLastModifiedTime().toInstant()));
    }
  }

  private void link(Path target, String to) throws IOException {
    Path leads = target.getParent().resolve(to).normalize();
    if (!to.startsWith("/") && leads.startsWith(root.resolve(home).normalize())) {
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Path.of(to));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        java.util.EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if ((mode & 0111) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }
}
