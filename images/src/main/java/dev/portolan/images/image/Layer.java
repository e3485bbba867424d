package dev.portolan.images.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.image.ReproducibleLayerBuilder;
import com.google.common.collect.ImmutableList;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;

/**
 * One layer of an image.
 *
 * @param diffId digest of the unpacked layer, as the image's configuration lists it
 * @param history the layer's own entry in the image's history
 */
public record Layer(Blob blob, String mediaType, String diffId, String history) {
  public static final String TAR_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String TAR = "application/vnd.oci.image.layer.v1.tar";

  /** The time that all files of our layers bear; a start-up cache notes it of each jar. */
  public static final Instant TIME = FileEntriesLayer.DEFAULT_MODIFICATION_TIME;

  /** How a layer's bytes are wrapped. */
  public enum Wrapping {
    /** The same bytes on any Java platform. */
    STORED,
    /** Small. */
    COMPRESSED
  }

  /**
   * Makes a layer of files, owned by root and readable by all.
   *
   * @param files absolute paths in the image, and where the files lie here
   * @param target the file to write the layer into
   */
  public static Layer write(
      String history, SortedMap<String, Path> files, Wrapping wrapping, Path target)
      throws IOException {
    ImmutableList.Builder<FileEntry> entries = ImmutableList.builder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      entries.add(
          new FileEntry(
              file.getValue(),
              AbsoluteUnixPath.get(file.getKey()),
              FilePermissions.DEFAULT_FILE_PERMISSIONS,
              TIME));
    }
    MessageDigest unpacked = Sha256.digest();
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
        OutputStream wrapped =
            wrapping == Wrapping.STORED ? new StoredGzip(file) : new GZIPOutputStream(file)) {
      new ReproducibleLayerBuilder(entries.build())
          .build()
          .writeTo(new DigestOutputStream(wrapped, unpacked));
    }
    return new Layer(Blob.of(target), TAR_GZIP, Sha256.oci(Sha256.hex(unpacked)), history);
  }
}
