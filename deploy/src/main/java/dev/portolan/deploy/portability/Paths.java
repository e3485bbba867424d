package dev.portolan.deploy.portability;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What calls make of constant texts: a path stays known as far as it is constant. */
final class Paths {
  private static final String FILE = "java.io.File";
  private static final String PATH = "java.nio.file.Path";
  private static final Set<String> SAME =
      Set.of("toPath", "toFile", "toAbsolutePath", "normalize", "getAbsoluteFile", "toString");

  private Paths() {}

  /** The path that a call makes, as far as it is known. */
  static Optional<String> made(
      String owner, String name, String descriptor, List<Optional<String>> arguments) {
    Optional<String> first = arguments.isEmpty() ? Optional.empty() : arguments.get(0);
    boolean ofPaths = owner.equals(FILE) || owner.equals(PATH);
    if (owner.equals(FILE) && name.equals("<init>")
        || owner.equals(PATH) && name.equals("of")
        || owner.equals("java.nio.file.Paths") && name.equals("get")) {
      boolean below =
          descriptor.startsWith("(Ljava/io/File;Ljava/lang/String;)")
              || descriptor.startsWith("(Ljava/lang/String;Ljava/lang/String;)");
      return below ? below(first, arguments.get(1)) : first;
    }
    if (owner.equals(PATH) && name.equals("resolve")) {
      return below(first, arguments.get(1));
    }
    return ofPaths && SAME.contains(name) ? first : Optional.empty();
  }

  /** Below a known directory whatever is resolved, unless it is known to be absolute. */
  private static Optional<String> below(Optional<String> directory, Optional<String> path) {
    if (path.filter(text -> text.startsWith("/")).isPresent()) {
      return path;
    }
    return directory.map(text -> text + "/" + path.orElse("…"));
  }
}
