package dev.portolan.images.packing;

import dev.portolan.images.image.Layer;
import dev.portolan.images.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks what lies under one directory of an image, layer over layer. Whoever made the image may
 * be anybody: each layer is held against its digest, sizes are bounded, no name and no link leads
 * out of the directory, and nothing is written through a link.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">how a
 *     layer takes away what a lower one holds</a>
 */
final class LayerTree {
  private static final String WHITEOUT = ".wh.";
  private static final Set<String> NO_NAMES = Set.of("", ".", "..");
  private static final String OPAQUE = ".wh..wh..opq";
  private static final long MOST_BYTES = 1L << 30;
  private static final long MOST_INFLATED = 4L << 30;
  private static final int MOST_ENTRIES = 100_000;

  private final Path root;
  private final String directory;
  private final Path top;
  private final Set<Path> written = new HashSet<>();
  private long bytes;
  private int entries;

  /**
   * A tree that is still empty.
   *
   * @param root where the image's root would be
   * @param directory the part to unpack, without a slash at its ends
   */
  LayerTree(Path root, String directory) {
    this.root = root.toAbsolutePath().normalize();
    this.top = this.root.resolve(directory).normalize();
    this.directory = this.root.relativize(top).toString();
    if (directory.isEmpty() || !top.startsWith(this.root) || top.equals(this.root)) {
      throw new IllegalArgumentException("'" + directory + "' is no directory in an image");
    }
  }

  void add(Layer layer) throws IOException, TrainingException {
    boolean zipped = layer.mediaType().equals(Layer.TAR_GZIP);
    if (!zipped && !layer.mediaType().equals(Layer.TAR)) {
      throw new TrainingException("a layer of the base image is " + layer.mediaType());
    }
    written.clear();
    MessageDigest digest = Sha256.digest();
    try (InputStream in = layer.blob().checked();
        InputStream unzipped = zipped ? members(in) : in) {
      InputStream unpacked =
          new DigestInputStream(new LimitedStream(unzipped, MOST_INFLATED, "a layer"), digest);
      TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8");
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        add(e, tar);
      }
      unpacked.transferTo(OutputStream.nullOutputStream());
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!Sha256.oci(Sha256.hex(digest)).equals(layer.diffId())) {
      throw new TrainingException("a layer of the base image is not what its configuration says");
    }
  }

  /** A layer may be zipped in pieces, so that each can be read alone. */
  private static InputStream members(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }

  /** Names are compared as text: what is not unpacked may be spelt as this machine cannot. */
  private void add(TarArchiveEntry entry, InputStream in) throws IOException, TrainingException {
    Optional<String> name = plain(entry.getName());
    if (name.isEmpty()) {
      return;
    }
    String file = name.get().substring(name.get().lastIndexOf('/') + 1);
    try {
      if (file.startsWith(WHITEOUT)) {
        takeAway(name.get().substring(0, name.get().length() - file.length()), file);
      } else if (name.get().startsWith(directory + "/")) {
        unpack(root.resolve(name.get()), entry, in);
      }
    } catch (InvalidPathException e) {
      throw new TrainingException(
          "/" + directory + " of the base image holds a name that this machine cannot spell");
    }
  }

  /** A name without what means nothing in it; empty where it leads up. */
  private static Optional<String> plain(String name) {
    List<String> words =
        Stream.of(name.split("/")).filter(word -> !word.isEmpty() && !word.equals(".")).toList();
    return words.contains("..") ? Optional.empty() : Optional.of(String.join("/", words));
  }

  private void unpack(Path target, TarArchiveEntry entry, InputStream in)
      throws IOException, TrainingException {
    if (entries++ > MOST_ENTRIES) {
      throw new TrainingException("/" + directory + " of the base image holds too many files");
    }
    if (entry.isSparse()) {
      throw new TrainingException("/" + directory + " of the base image holds a sparse file");
    }
    for (Path way = target; way.startsWith(top); way = way.getParent()) {
      written.add(way);
    }
    if (entry.isDirectory()) {
      makeDirectory(target);
    } else if (entry.isSymbolicLink()) {
      link(target, entry.getLinkName());
    } else if (entry.isLink()) {
      hardLink(target, entry.getLinkName());
    } else if (entry.getLinkFlag() == '0' || entry.getLinkFlag() == 0) {
      write(target, entry, in);
    }
  }

  private void write(Path target, TarArchiveEntry entry, InputStream in)
      throws IOException, TrainingException {
    clear(target);
    makeDirectory(target.getParent());
    try (OutputStream file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      byte[] some = new byte[1 << 16];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        grow(count);
        file.write(some, 0, count);
      }
    }
    Files.setPosixFilePermissions(target, permissions(entry.getMode()));
    Files.setLastModifiedTime(target, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }

  /** Only a link whose way up comes first: it goes up real directories, and not too far. */
  private void link(Path target, String to) throws IOException {
    boolean up = to.matches("(\\.\\./)*(?!.*(^|/)\\.\\.(/|$)).+");
    if (up && target.getParent().resolve(to).normalize().startsWith(top)) {
      clear(target);
      makeDirectory(target.getParent());
      Files.createSymbolicLink(target, Path.of(to));
    }
  }

  private void hardLink(Path target, String to) throws IOException, TrainingException {
    Path from = root.resolve(to.replaceFirst("^\\.?/+", "")).normalize();
    if (from.startsWith(top)
        && !from.equals(target)
        && real(from.getParent())
        && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      grow(Files.size(from));
      clear(target);
      makeDirectory(target.getParent());
      Files.copy(from, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private void grow(long more) throws TrainingException {
    bytes += more;
    if (bytes > MOST_BYTES) {
      throw new TrainingException("/" + directory + " of the base image is larger than 1 GiB");
    }
  }

  /** Takes away what is there, unless the way there leads through a link. */
  private void clear(Path target) throws IOException {
    if (target.startsWith(top) && !target.equals(top) && real(target.getParent())) {
      Trees.delete(target);
    }
  }

  /** Takes away what lower layers hold; what this one has written stays, whichever came first. */
  private void takeAway(String parent, String marker) throws IOException {
    String name = marker.substring(WHITEOUT.length());
    if (NO_NAMES.contains(name)) {
      return;
    }
    String gone = marker.equals(OPAQUE) ? parent : parent + name + "/";
    boolean all = (directory + "/").startsWith(gone);
    Path target = all ? top : root.resolve(gone);
    if (all ? real(top) : gone.startsWith(directory + "/") && real(target.getParent())) {
      Trees.delete(target, path -> !written.contains(path));
    }
  }

  /** Makes all directories on the way; what is no directory gives way. */
  private void makeDirectory(Path target) throws IOException {
    Path way = root;
    for (Path name : root.relativize(target)) {
      way = way.resolve(name);
      if (!Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(way);
        Files.createDirectories(way);
      }
    }
  }

  /** Whether all directories on the way are there, and none is a link. */
  private boolean real(Path parent) {
    Path way = root;
    for (Path name : root.relativize(parent)) {
      way = way.resolve(name);
      if (!Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if ((mode & 0111) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }
}
