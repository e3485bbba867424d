package dev.portolan.provider.azure.packing;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which libraries of a project the worker has classes of itself. Its loader asks its own class path
 * first, and it moves what it uses to other packages, except these.
 *
 * @see <a href="https://github.com/Azure/azure-functions-java-worker/blob/dev/pom.xml">the worker's
 *     relocations: all of com.google "excludes com/google/gson/**"</a>
 */
public final class Clashes {
  /** What the worker brings, by what it is called, in the version it was last seen to have. */
  private static final Map<String, String> HIDDEN =
      new TreeMap<>(Map.of("com.google.code.gson:gson", "2.9.0"));

  private Clashes() {}

  /** A line about each that is hidden at Azure; sorted. */
  public static List<String> notes(Bundle bundle) {
    return bundle.libraries().stream()
        .filter(library -> HIDDEN.containsKey(key(library)))
        .filter(library -> !library.version().equals(HIDDEN.get(key(library))))
        .map(
            library ->
                library.artifactId()
                    + " "
                    + library.version()
                    + " is hidden at Azure by the worker's own "
                    + HIDDEN.get(key(library)))
        .sorted()
        .toList();
  }

  private static String key(Library library) {
    return library.groupId() + ":" + library.artifactId();
  }
}
