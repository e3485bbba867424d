package dev.portolan.sandbox.images.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, for how long, and for whom. */
final class ImageStoreTest {
  @TempDir Path directory;

  private static String push(ImageStore store, String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String digest = "sha256:" + HexFormat.of().formatHex(BlobStore.sha256(bytes));
    String upload = store.startUpload();
    store.append(upload, new ByteArrayInputStream(bytes));
    store.finish(name, upload, digest);
    return digest;
  }

  @Test
  void copyGoesItsOwnWay() throws Exception {
    ImageStore one = ImageStore.forgetful(directory.resolve("one"));
    String before = push(one, "team/app", "before");
    ImageStore copy = one.copy(directory.resolve("copy"));
    String here = push(one, "team/app", "here");
    String there = push(copy, "team/app", "there");
    assertTrue(copy.hasBlob("team/app", before));
    assertArrayEquals(
        "before".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(copy.file(before)));
    assertFalse(copy.hasBlob("team/app", here));
    assertFalse(one.hasBlob("team/app", there));
    assertTrue(copy.forget("team/app", "blobs", before));
    assertTrue(one.hasBlob("team/app", before));
  }

  @Test
  void forgetsWithTheProcessOrContinues() throws Exception {
    push(ImageStore.forgetful(directory), "team/app", "a layer");
    assertEquals(List.of(), ImageStore.open(directory).repositories());
    push(ImageStore.open(directory), "team/app", "a layer");
    assertEquals(List.of("team/app"), ImageStore.open(directory).repositories());
  }
}
