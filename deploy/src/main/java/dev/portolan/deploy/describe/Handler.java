package dev.portolan.deploy.describe;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a class is a function: by which input and output types, through all its superclasses and
 * interfaces.
 *
 * @param input empty when nothing tells it: a raw type stands between
 */
record Handler(Optional<JavaType> input, Optional<JavaType> output) {
  static final String INTERFACE = "dev.portolan.PortableFunction";

  /** What a search found. */
  record Search(Optional<Handler> handler, Optional<String> missing) {}

  /** Looks a class's ancestors through; tells the first that is nowhere, if nothing was found. */
  static Search find(ClassFile file, Classes classes) throws IOException {
    Walk walk = new Walk(classes);
    Optional<Handler> handler = walk.up(file, Map.of());
    return new Search(handler, handler.isPresent() ? Optional.empty() : walk.missing);
  }

  boolean resolved() {
    return input.filter(JavaType::resolved).isPresent()
        && output.filter(JavaType::resolved).isPresent();
  }

  private static final class Walk {
    private final Classes classes;
    private final Set<String> above = new HashSet<>();
    private Optional<String> missing = Optional.empty();

    Walk(Classes classes) {
      this.classes = classes;
    }

    Optional<Handler> up(ClassFile file, Map<String, JavaType> variables) throws IOException {
      for (JavaType supertype : file.supertypes()) {
        List<JavaType> arguments =
            supertype.arguments().stream().map(argument -> argument.bind(variables)).toList();
        Optional<Handler> found =
            supertype.name().equals(INTERFACE)
                ? Optional.of(of(arguments))
                : next(supertype, arguments);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private Optional<Handler> next(JavaType supertype, List<JavaType> arguments)
        throws IOException {
      if (!above.add(supertype.name())) {
        return Optional.empty();
      }
      Optional<ClassFile> file = classes.find(supertype.name());
      if (file.isEmpty()) {
        missing = missing.or(() -> Optional.of(supertype.name()));
        return Optional.empty();
      }
      Map<String, JavaType> variables = new HashMap<>();
      List<String> parameters = file.get().parameters();
      for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
        variables.put(parameters.get(i), arguments.get(i));
      }
      return up(file.get(), variables);
    }

    private static Handler of(List<JavaType> arguments) {
      return arguments.size() == 2
          ? new Handler(Optional.of(arguments.get(0)), Optional.of(arguments.get(1)))
          : new Handler(Optional.empty(), Optional.empty());
    }
  }
}
