package dev.portolan.images.image;

import dev.portolan.deploy.model.Artifact;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an image as a tar of an OCI layout, the same bytes for the same image.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image
 *     layout</a>
 */
public final class ImageArchive {
  private ImageArchive() {}

  /** Writes the archive whole or not at all, flushed to the disk. */
  public static Artifact write(Image image, long unpackedBytes, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".portolan", ".part");
    try {
      MessageDigest digest = Sha256.digest();
      try (OutputStream out =
          new DigestOutputStream(
              new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), digest)) {
        write(entries(image), out);
      }
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      long bytes = Files.size(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Artifact(file, Sha256.hex(digest), bytes, unpackedBytes);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static SortedMap<String, Blob> entries(Image image) {
    Blob manifest = image.manifestBlob();
    var index = Json.object();
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.putArray("manifests").add(Image.descriptor(Image.MANIFEST_TYPE, manifest));
    SortedMap<String, Blob> entries = new TreeMap<>();
    entries.put("index.json", Blob.of(Json.bytes(index)));
    entries.put(
        "oci-layout",
        Blob.of("{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8)));
    add(entries, manifest);
    add(entries, image.configurationBlob());
    image.layers().forEach(layer -> add(entries, layer.blob()));
    return entries;
  }

  private static void add(SortedMap<String, Blob> entries, Blob blob) {
    entries.put("blobs/sha256/" + Sha256.hexOf(blob.digest()), blob);
  }

  private static void write(SortedMap<String, Blob> entries, OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Map.Entry<String, Blob> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
        header.setSize(entry.getValue().size());
        header.setModTime(Layer.TIME.toEpochMilli());
        header.setMode(0100644);
        header.setIds(0, 0);
        header.setNames("", "");
        tar.putArchiveEntry(header);
        try (InputStream in = entry.getValue().source().open()) {
          in.transferTo(tar);
        }
        tar.closeArchiveEntry();
      }
    }
  }
}
