package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
  @TempDir Path directory;

  @Test
  void keepsWhatWasChangedAndTheStateBefore() throws IOException {
    Path file = directory.resolve("state.json");
    StateStore store = StateStore.open(file);
    store.change(tree -> tree.put("a", 1));
    store.change(tree -> tree.put("a", 2));
    assertEquals(2, store.read().path("a").asInt());
    assertEquals(1, store.readStale().path("a").asInt());
    assertEquals(2, StateStore.open(file).read().path("a").asInt());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aCopyRemembersTheSameAndGoesItsOwnWay() throws IOException {
    Path file = directory.resolve("state.json");
    StateStore store = StateStore.open(file);
    store.change(tree -> tree.put("a", 1));
    store.change(tree -> tree.put("a", 2));
    StateStore copy = store.copy();
    assertEquals(2, copy.read().path("a").asInt());
    assertEquals(1, copy.readStale().path("a").asInt());
    copy.change(tree -> tree.put("a", 3));
    assertEquals(3, copy.read().path("a").asInt());
    assertEquals(2, store.read().path("a").asInt());
    store.change(tree -> tree.put("a", 4));
    assertEquals(3, copy.read().path("a").asInt());
    assertEquals(4, StateStore.open(file).read().path("a").asInt());
  }

  @Test
  void aCopyOfBlobsHoldsThemAndGoesItsOwnWay() {
    BlobStore store = BlobStore.inMemory();
    String one = store.put(new byte[] {1});
    BlobStore copy = store.copy();
    String two = copy.put(new byte[] {2});
    String three = store.put(new byte[] {3});
    assertArrayEquals(new byte[] {1}, copy.get(one));
    assertThrows(IllegalArgumentException.class, () -> store.get(two));
    assertThrows(IllegalArgumentException.class, () -> copy.get(three));
  }

  @Test
  void aStepThatFailsChangesNothing() {
    StateStore store = StateStore.inMemory();
    ObjectNode before = store.read();
    assertThrows(
        IllegalStateException.class,
        () ->
            store.change(
                tree -> {
                  tree.put("a", 1);
                  throw new IllegalStateException();
                }));
    assertSame(before, store.read());
  }

  @Test
  void aStateThatSharesPartsWithTheOneBeforeLeavesThatAsItWas() throws IOException {
    Path file = directory.resolve("state.json");
    StateStore store = StateStore.open(file);
    store.change(tree -> tree.put("a", 1).putObject("b").put("c", 2));
    ObjectNode before = store.read();
    store.replace(
        tree -> {
          ObjectNode next = tree.objectNode();
          next.setAll(tree);
          return next.put("a", 3);
        });
    assertEquals(3, store.read().path("a").asInt());
    assertSame(before.get("b"), store.read().get("b"));
    assertSame(before, store.readStale());
    assertEquals(1, before.path("a").asInt());
    assertEquals(store.read(), StateStore.open(file).read());
  }
}
