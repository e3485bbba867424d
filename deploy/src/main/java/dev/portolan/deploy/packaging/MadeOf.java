package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was made of files, kept while they stay as they are: a run plans twice, and would read the
 * same package each time. Holds the few that were asked for last; safe for use by many threads, of
 * which two that ask at once may both make it.
 */
public final class MadeOf<T> {
  private static final int MOST = 16;

  private final Map<List<Object>, T> kept = new LinkedHashMap<>(MOST, 0.75f, true);

  /** Makes it, from the file as it is now. */
  @FunctionalInterface
  public interface Maker<T> {
    T make() throws IOException;
  }

  /**
   * What was made of this file, or is made of it now.
   *
   * @param beside all else that it depends on, told apart by {@code equals}
   * @param good whether what was made can still be used
   */
  public T get(Path file, Object beside, Predicate<T> good, Maker<T> maker) throws IOException {
    Optional<FileStamp> before = FileStamp.of(file);
    if (before.isEmpty()) {
      return maker.make();
    }
    List<Object> key = List.of(before.get(), beside);
    Optional<T> known = known(key).filter(good);
    if (known.isPresent()) {
      return known.get();
    }
    T made = maker.make();
    if (FileStamp.of(file).equals(before)) {
      keep(key, made);
    }
    return made;
  }

  private synchronized Optional<T> known(List<Object> key) {
    return Optional.ofNullable(kept.get(key));
  }

  private synchronized void keep(List<Object> key, T made) {
    kept.put(key, made);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
