package dev.portolan.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * All that a cloud remembers, as one tree. A change is made on a copy and takes effect whole or not
 * at all; the tree before it is kept, for reads that lag. With a file, a change is on disk before
 * it is answered; a tree that was read must not be changed by its reader.
 */
public final class StateStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Optional<Path> file;
  private ObjectNode current;
  private ObjectNode before;

  private StateStore(Optional<Path> file, ObjectNode current, ObjectNode before) {
    this.file = file;
    this.current = current;
    this.before = before;
  }

  /** Forgets with the process. */
  public static StateStore inMemory() {
    ObjectNode nothing = JSON.createObjectNode();
    return new StateStore(Optional.empty(), nothing, nothing);
  }

  /** Continues with what the file holds, if it is there. */
  public static StateStore open(Path file) throws IOException {
    ObjectNode start = JSON.createObjectNode();
    if (Files.exists(file)) {
      try {
        start = (ObjectNode) JSON.readTree(file.toFile());
      } catch (IOException | ClassCastException e) {
        throw new IOException(
            file + " is not readable as the sandbox's state: delete it to start afresh", e);
      }
    }
    return new StateStore(Optional.of(file), start, start);
  }

  /** Another that remembers the same, forgets with the process, and goes its own way from here. */
  public synchronized StateStore copy() {
    return new StateStore(Optional.empty(), current, before);
  }

  public synchronized ObjectNode read() {
    return current;
  }

  /** The state before the last change. */
  public synchronized ObjectNode readStale() {
    return before;
  }

  /** Changes the state; an exception leaves it as it was. */
  public synchronized <T> T change(Function<ObjectNode, T> step) {
    ObjectNode next = current.deepCopy();
    T result = step.apply(next);
    keep(next);
    return result;
  }

  /**
   * Changes the state without a copy of all of it: the step must not change the tree it is given,
   * and gives the next, which may share parts with it.
   */
  public synchronized void replace(UnaryOperator<ObjectNode> step) {
    keep(step.apply(current));
  }

  private void keep(ObjectNode next) {
    if (!next.equals(current)) {
      file.ifPresent(path -> write(path, next));
      before = current;
      current = next;
    }
  }

  private static void write(Path file, ObjectNode tree) {
    try {
      AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sandbox's state to " + file, e);
    }
  }
}
