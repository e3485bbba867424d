package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;

/**
 * Which class reads and writes the JSON of a project: the one that is configured, the one that a
 * library brings and names in a file, or that of the house.
 */
final class Codecs {
  /** In the jar of a codec: the name of its class. */
  static final String PATH = "META-INF/portolan/codec";

  private static final String INTERFACE = "dev.portolan.codec.Codec";
  private static final String HOUSE = "dev.portolan.codec.JsonCodec";

  private final Classes classes;
  private final List<Problem> problems;

  Codecs(Classes classes, List<Problem> problems) {
    this.classes = classes;
    this.problems = problems;
  }

  /** The class; empty for the one of the house, and for one with a problem. */
  Optional<String> find(Optional<Configured.Codec> configured) throws IOException {
    if (configured.isPresent()) {
      return checked(configured.get().className(), configured.get().where());
    }
    SortedMap<String, String> found = classes.codecs();
    if (found.size() > 1) {
      problems.add(
          Problem.of(
              "the project",
              "there are several codecs on its class path: "
                  + found.entrySet().stream()
                      .map(each -> each.getKey() + " (" + each.getValue() + ")")
                      .collect(Collectors.joining(", ")),
              "leave one of these dependencies, or choose: <codec>"
                  + found.firstKey()
                  + "</codec> in the plugin's configuration"));
    }
    return found.size() == 1 ? checked(found.firstKey(), found.get(found.firstKey())) : none();
  }

  private Optional<String> checked(String name, String where) throws IOException {
    if (name.equals(HOUSE)) {
      return none();
    }
    Optional<ClassFile> file = classes.find(name);
    if (file.isEmpty()) {
      problems.add(
          Problem.of(
              where,
              "the codec " + name + " is not on the class path",
              "write the name of a class of the project, or of a dependency in scope compile or"
                  + " runtime; "
                  + HOUSE
                  + " is the one of the house"));
      return none();
    }
    List<String> wrong = new ArrayList<>();
    if (!isCodec(name, new HashSet<>())) {
      wrong.add("is no " + INTERFACE);
    }
    if (!file.get().has(Opcodes.ACC_PUBLIC) || file.get().has(Opcodes.ACC_ABSTRACT)) {
      wrong.add("is not public, or abstract");
    }
    if (!file.get().creatable()) {
      wrong.add("has no public constructor without parameters");
    }
    if (!wrong.isEmpty()) {
      String what = "the codec " + file.get().where() + " " + String.join(", and ", wrong);
      problems.add(
          Problem.of(
              where,
              what,
              "name a public class that implements Codec and can be created without knowing"
                  + " anything"));
      return none();
    }
    return Optional.of(name);
  }

  private boolean isCodec(String name, Set<String> seen) throws IOException {
    if (name.equals(INTERFACE)) {
      return true;
    }
    Optional<ClassFile> file = seen.add(name) ? classes.find(name) : Optional.empty();
    if (file.isPresent()) {
      for (JavaType above : file.get().supertypes()) {
        if (isCodec(above.name(), seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
