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
 * @param components those of a record, in their order
 * @param creatable whether it can be created without knowing anything, by a public constructor, or
 *     has one object alone, as an {@code object} of Kotlin or Scala
 * @param primitive whether its {@code handle} takes a primitive, whose type no signature has
 */
record ClassFile(
    String name,
    int flags,
    List<String> parameters,
    List<JavaType> supertypes,
    Map<String, Map<String, Object>> annotations,
    List<Component> components,
    boolean creatable,
    boolean primitive,
    Optional<String> source,
    int line) {

  /**
   * A component of a record.
   *
   * @param annotations those of ours, as for a class
   */
  record Component(String name, JavaType type, Map<String, Map<String, Object>> annotations) {}

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

  /** Its name in the source: that of Scala's {@code object Hello} is {@code Hello$} in the file. */
  String simpleName() {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String plain = last.endsWith("$") ? last.substring(0, last.length() - 1) : last;
    return plain.substring(plain.lastIndexOf('$') + 1);
  }
}
