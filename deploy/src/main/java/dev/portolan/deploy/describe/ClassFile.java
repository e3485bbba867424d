package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the scanner keeps of a class file.
 *
 * @param name binary name
 * @param flags access flags as the source declares them, also of a nested class
 * @param parameters names of its type parameters
 * @param supertypes superclass and interfaces, with their type arguments if the file tells them
 * @param annotations those of ours, by descriptor; values as ASM gives them, enums as their
 *     constant's name
 * @param publicNoArgConstructor whether it can be created without knowing anything
 */
record ClassFile(
    String name,
    int flags,
    List<String> parameters,
    List<JavaType> supertypes,
    Map<String, Map<String, Object>> annotations,
    boolean publicNoArgConstructor,
    Optional<String> source,
    int line) {

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The class and, if the compiler noted them, its file and line. */
  String where() {
    if (source.isEmpty()) {
      return name;
    }
    return name + " (" + source.get() + (line > 0 ? ":" + line : "") + ")";
  }

  String simpleName() {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.substring(last.lastIndexOf('$') + 1);
  }
}
