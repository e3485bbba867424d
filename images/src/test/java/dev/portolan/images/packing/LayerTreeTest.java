package dev.portolan.images.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.images.JreImage.Tar;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of anybody: what is unpacked stays where it belongs. */
final class LayerTreeTest {
  private static final byte SYMLINK = TarConstants.LF_SYMLINK;
  private static final byte HARD_LINK = TarConstants.LF_LINK;

  @TempDir Path work;
  private Path root;
  private LayerTree tree;
  private int layers;

  @BeforeEach
  void open() {
    root = work.resolve("root");
    tree = new LayerTree(root, "opt/jre");
  }

  @Test
  void onlyTheOneDirectoryIsUnpacked() throws Exception {
    tree.add(tar().file("./opt/jre/a", "a").file("opt/jre2/b", "b").file("etc/c", "c").close());

    assertEquals(List.of("opt/jre/a"), files());
    assertTrue(Files.isExecutable(root.resolve("opt/jre/a")));
  }

  @Test
  void namesDoNotLeadOut() throws Exception {
    tree.add(
        tar()
            .file("opt/jre/../../../up", "x")
            .file("/../up", "x")
            .file("opt/jre/../passwd", "x")
            .close());

    assertEquals(List.of(), files());
    assertEquals(List.of(), Stream.of("up", "passwd").filter(this::outside).toList());
  }

  @Test
  void aNameThatThisMachineCannotSpellMattersOnlyWhereItIsUnpacked() throws Exception {
    String unspelt = "a".repeat(120) + "\0";
    tree.add(tar().file("etc/" + unspelt, "x").file("opt/jre/a", "a").close());
    assertEquals(List.of("opt/jre/a"), files());

    Layer within = tar().file("opt/jre/" + unspelt, "x").close();
    assertThrows(TrainingException.class, () -> tree.add(within));
  }

  @Test
  void linksDoNotLeadOut() throws Exception {
    tree.add(
        tar()
            .link("opt/jre/absolute", SYMLINK, "/etc")
            .link("opt/jre/up", SYMLINK, "../..")
            .link("opt/jre/d/e/f", SYMLINK, "../..")
            .link("opt/jre/d/e/g", SYMLINK, "f/../..")
            .link("opt/jre/hard", HARD_LINK, "etc/passwd")
            .link("opt/jre/harder", HARD_LINK, "opt/jre/d/e/f/../../etc/passwd")
            .close());

    assertEquals(List.of("opt/jre/d/e/f"), files());
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path elsewhere = Files.createDirectories(work.resolve("elsewhere"));
    tree.add(tar().file("opt/jre/lib/a", "a").close());
    Trees.delete(root.resolve("opt/jre/lib"));
    Files.createSymbolicLink(root.resolve("opt/jre/lib"), elsewhere);
    Files.writeString(elsewhere.resolve("kept"), "kept");

    tree.add(tar().file("opt/jre/lib/.wh.kept", "").file("opt/jre/lib/a", "b").close());

    assertEquals(List.of("opt/jre/lib/a"), files());
    assertEquals("kept", Files.readString(elsewhere.resolve("kept")));
    assertFalse(Files.exists(elsewhere.resolve("a")));
  }

  @Test
  void linksWithinAreKept() throws Exception {
    tree.add(
        tar()
            .file("opt/jre/lib/a", "a")
            .link("opt/jre/bin/a", SYMLINK, "../lib/a")
            .link("opt/jre/b", HARD_LINK, "opt/jre/lib/a")
            .close());

    assertEquals(List.of("opt/jre/b", "opt/jre/bin/a", "opt/jre/lib/a"), files());
    assertEquals("a", Files.readString(root.resolve("opt/jre/bin/a")));
    assertEquals("a", Files.readString(root.resolve("opt/jre/b")));
  }

  @Test
  void whatAHigherLayerTakesAwayIsGone() throws Exception {
    tree.add(
        tar().file("opt/jre/a", "1").file("opt/jre/d/b", "1").file("opt/jre/e/c", "1").close());
    tree.add(tar().file("opt/jre/.wh.a", "").file("opt/jre/d/.wh..wh..opq", "").close());
    assertEquals(List.of("opt/jre/e/c"), files());

    tree.add(tar().file("opt/.wh.jre", "").close());
    tree.add(tar().file("opt/jre/new", "2").close());
    assertEquals(List.of("opt/jre/new"), files());
  }

  @Test
  void aLayerTakesAwayNothingOfItsOwn() throws Exception {
    tree.add(tar().file("opt/jre/d/old", "1").file("opt/jre/e/old", "1").close());
    tree.add(
        tar()
            .file("opt/jre/d/new", "2")
            .file("opt/jre/e/new", "2")
            .file("opt/jre/d/.wh..wh..opq", "")
            .file("opt/jre/.wh.e", "")
            .close());
    assertEquals(List.of("opt/jre/d/new", "opt/jre/e/new"), files());

    tree.add(tar().file("opt/jre/a", "3").file("opt/.wh.jre", "").close());
    assertEquals(List.of("opt/jre/a"), files());
  }

  @Test
  void aMarkerWithoutANameTakesAwayNothing() throws Exception {
    tree.add(tar().file("opt/jre/d/a", "a").close());
    tree.add(
        tar()
            .file("opt/jre/d/.wh.", "")
            .file("opt/jre/d/.wh..", "")
            .file("opt/jre/d/.wh...", "")
            .close());

    assertEquals(List.of("opt/jre/d/a"), files());
  }

  @Test
  void aLayerOfSeveralGzipMembersIsReadToItsEnd() throws Exception {
    Layer whole = tar().file("opt/jre/a", "a").file("opt/jre/b", "b").close();
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(whole.blob().source().open())) {
      bytes = in.readAllBytes();
    }
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += 512) {
      try (OutputStream out = new GZIPOutputStream(members)) {
        out.write(bytes, at, 512);
      }
    }
    byte[] zipped = members.toByteArray();
    Blob.Source slow =
        () ->
            new FilterInputStream(new ByteArrayInputStream(zipped)) {
              @Override
              public int available() {
                return 0;
              }

              @Override
              public int read(byte[] some, int offset, int length) throws IOException {
                return super.read(some, offset, Math.min(1, length));
              }
            };
    tree.add(with(whole, new Blob(Blob.of(zipped).digest(), zipped.length, slow)));

    assertEquals(List.of("opt/jre/a", "opt/jre/b"), files());
  }

  @Test
  void aLayerThatUnpacksToSomethingElseIsRefused() throws Exception {
    Layer one = tar().file("opt/jre/a", "a").close();
    Layer other = tar().file("opt/jre/a", "b").close();

    assertThrows(TrainingException.class, () -> tree.add(with(one, other.blob())));
  }

  @Test
  void aSparseFileIsRefused() throws Exception {
    Layer sparse = tar().link("opt/jre/a", TarConstants.LF_GNUTYPE_SPARSE, "").close();

    assertThrows(TrainingException.class, () -> tree.add(sparse));
  }

  @Test
  void aLayerThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    Layer good = tar().file("opt/jre/a", "a").close();
    byte[] bytes = good.blob().bytes();
    Layer other = tar().file("opt/jre/a", "b").close();
    Layer swapped =
        with(good, new Blob(good.blob().digest(), other.blob().size(), other.blob().source()));
    Layer longer =
        with(good, new Blob(good.blob().digest(), bytes.length - 1, good.blob().source()));
    Layer shorter =
        with(
            good,
            new Blob(
                good.blob().digest(),
                bytes.length,
                () -> new ByteArrayInputStream(bytes, 0, bytes.length - 8)));

    for (Layer bad : List.of(swapped, longer, shorter)) {
      assertThrows(IOException.class, () -> tree.add(bad));
    }
    tree.add(good);
  }

  @Test
  void aStreamThatGrowsTooLargeIsLeft() throws Exception {
    byte[] bytes = new byte[100];
    assertEquals(100, limited(bytes, 100).readAllBytes().length);
    assertThrows(IOException.class, () -> limited(bytes, 99).readAllBytes());
    assertThrows(IOException.class, () -> limited(bytes, 99).skipNBytes(100));
  }

  @Test
  void aDirectoryMustBeOne() {
    for (String none : List.of("", "..", "../etc", "a/../..")) {
      assertThrows(IllegalArgumentException.class, () -> new LayerTree(root, none));
    }
  }

  private static Layer with(Layer layer, Blob blob) {
    return new Layer(blob, layer.mediaType(), layer.diffId(), layer.history());
  }

  private static InputStream limited(byte[] bytes, long most) {
    return new LimitedStream(new ByteArrayInputStream(bytes), most, "it");
  }

  private Tar tar() throws IOException {
    return Tar.open(work.resolve("layer" + layers++));
  }

  private boolean outside(String name) {
    return Files.exists(work.resolve(name)) || Files.exists(root.resolve(name));
  }

  private List<String> files() throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
