package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Library;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets one of each library through. Two files of one library and one version, told apart by their
 * classifiers, are two libraries.
 */
final class Mediation {
  private Mediation() {}

  /** The project's libraries in their order, then the adapter's; the newer takes the place. */
  static List<Library> of(List<Library> project, List<Library> adapter) {
    List<Library> all = new ArrayList<>(project);
    all.addAll(adapter);
    Map<String, Library> chosen = new LinkedHashMap<>();
    for (Library library : all) {
      chosen.merge(key(library), library, Mediation::newer);
    }
    return List.copyOf(chosen.values());
  }

  private static String key(Library library) {
    return library.groupId() + ":" + library.artifactId() + LibraryName.classifier(library);
  }

  private static Library newer(Library first, Library second) {
    return Versions.compare(second.version(), first.version()) > 0 ? second : first;
  }
}
