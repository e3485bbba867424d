package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.StateStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The objects, each with the version of the store at its last change, and who is told of changes.
 * Objects that are read are copies. Versions go on where they ended in the last run; the changes of
 * an earlier run are no longer told.
 */
public final class ObjectStore {
  private static final int HISTORY = 2000;

  private final StateStore state;
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<WatchStream> watches = new CopyOnWriteArrayList<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final long start;

  /** One change; {@code before} is null for a new object, {@code after} for one that is gone. */
  public record Change(ResourceType type, long version, ObjectNode before, ObjectNode after) {}

  public ObjectStore(StateStore state) {
    this.state = state;
    this.start = version();
  }

  /** Called after each change, in order, by the thread that made it. */
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /** The version of the last change. */
  public synchronized long version() {
    return state.read().path("version").asLong(1);
  }

  /** An object in the version that is asked for. */
  public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
    return find(type, namespace, name, false);
  }

  synchronized Optional<ObjectNode> find(
      ResourceType type, String namespace, String name, boolean stale) {
    JsonNode found = kind(type, stale).path(namespace + "/" + name);
    return found instanceof ObjectNode object
        ? Optional.of(object.deepCopy().put("apiVersion", type.apiVersion()))
        : Optional.empty();
  }

  public List<ObjectNode> list(ResourceType type, Predicate<JsonNode> selector) {
    return list(type, selector, false);
  }

  synchronized List<ObjectNode> list(
      ResourceType type, Predicate<JsonNode> selector, boolean stale) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode object : kind(type, stale)) {
      if (selector.test(object)) {
        all.add(((ObjectNode) object.deepCopy()).put("apiVersion", type.apiVersion()));
      }
    }
    all.sort(
        java.util.Comparator.comparing((ObjectNode o) -> Json.namespace(o))
            .thenComparing(Json::name));
    return all;
  }

  /** Shows each object itself, to be looked at and not changed. */
  synchronized void look(ResourceType type, Consumer<JsonNode> watcher) {
    kind(type, false).forEach(watcher);
  }

  private JsonNode kind(ResourceType type, boolean stale) {
    return (stale ? state.readStale() : state.read()).path("objects").path(type.qualified());
  }

  /** Keeps an object and gives it the next version. */
  synchronized ObjectNode put(ResourceType type, ObjectNode object) {
    String key = Json.namespace(object) + "/" + Json.name(object);
    ObjectNode before = find(type, Json.namespace(object), Json.name(object)).orElse(null);
    ObjectNode after = object.deepCopy();
    long version = version() + 1;
    Json.at(after, "metadata").put("resourceVersion", Long.toString(version));
    keep(type, version, objects -> objects.set(key, after.deepCopy()));
    tell(new Change(type, version, before, after));
    return after.deepCopy();
  }

  synchronized void remove(ResourceType type, ObjectNode object) {
    String key = Json.namespace(object) + "/" + Json.name(object);
    ObjectNode before = find(type, Json.namespace(object), Json.name(object)).orElse(null);
    if (before == null) {
      return;
    }
    long version = version() + 1;
    keep(type, version, objects -> objects.remove(key));
    tell(new Change(type, version, before, null));
  }

  /** Changes the objects of one kind; those of all others are the same as before. */
  private void keep(ResourceType type, long version, Consumer<ObjectNode> step) {
    state.replace(
        tree -> {
          ObjectNode next = Json.object().setAll(tree);
          ObjectNode objects = Json.object().setAll(Json.at(next, "objects"));
          ObjectNode kind = Json.object().setAll(Json.at(objects, type.qualified()));
          step.accept(kind);
          objects.set(type.qualified(), kind);
          next.put("version", version).set("objects", objects);
          return next;
        });
  }

  private void tell(Change change) {
    history.add(change);
    if (history.size() > HISTORY) {
      history.remove();
    }
    watches.forEach(watch -> watch.offer(change));
    listeners.forEach(listener -> listener.accept(change));
  }

  /**
   * Watches from a version on; from now, with all that is there as added, when it is 0.
   *
   * @throws KubeRefusal with code 410 when changes since then are forgotten
   */
  synchronized WatchStream watch(ResourceType type, Predicate<JsonNode> selector, long from) {
    WatchStream watch = new WatchStream(type, selector);
    if (from == 0) {
      list(type, selector).forEach(o -> watch.add(new WatchEvent(WatchEvent.Type.ADDED, o)));
    } else {
      long oldest = history.isEmpty() ? version() : history.peek().version() - 1;
      if (from < Math.max(start, 0) && from < oldest
          || history.size() == HISTORY && from < oldest) {
        throw KubeErrors.expired("too old resource version: %d (%d)".formatted(from, oldest));
      }
      history.stream().filter(change -> change.version() > from).forEach(watch::offer);
    }
    watches.add(watch);
    return watch;
  }

  void unwatch(WatchStream watch) {
    watches.remove(watch);
    watch.close();
  }

  /** Ends all watches. */
  public void closeWatches() {
    watches.forEach(WatchStream::close);
    watches.clear();
  }
}
