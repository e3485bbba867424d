package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * What of a class file tells how JSON is made of its objects, and they of it.
 *
 * @param name binary name
 * @param parameters names of its type parameters
 * @param interfaces binary names of those that it says itself
 * @param components of a record, in order; none for all else
 * @param fields all of them
 * @param constructors all of them
 * @param methods those that are public, not static and no bridges
 * @param language of its source, as far as the file tells it
 */
record TypeFile(
    String name,
    int flags,
    List<String> parameters,
    Optional<JavaType> superclass,
    List<String> interfaces,
    List<Member> components,
    List<Member> fields,
    List<Method> constructors,
    List<Method> methods,
    Language language) {

  /** What wrote it. */
  enum Language {
    JAVA,
    KOTLIN,
    SCALA
  }

  /** A field or a component of a record. */
  record Member(String name, JavaType type, int flags) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * A method or a constructor.
   *
   * @param erased what it takes, without the arguments of types
   * @param takes the same with them
   * @param names of what it takes; empty if the compiler did not keep them
   */
  record Method(
      String name,
      int flags,
      List<String> erased,
      List<JavaType> takes,
      JavaType returns,
      List<String> names) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** A constructor that anyone may call with something. */
    private boolean takesAny() {
      return has(Opcodes.ACC_PUBLIC) && !has(Opcodes.ACC_SYNTHETIC) && !takes.isEmpty();
    }
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean isRecord() {
    return has(Opcodes.ACC_RECORD);
  }

  /** Whether it can be made without knowing anything, by whoever may. */
  boolean emptyConstructor() {
    return constructors.stream().anyMatch(each -> each.takes.isEmpty());
  }

  /** Whether a constructor that anyone may call takes what has no names in the class file. */
  boolean isUnnamed() {
    return constructors.stream().anyMatch(each -> each.takesAny() && each.names.isEmpty());
  }

  /**
   * The constructor whose parameters are its properties, as the codec looks for it: the public one
   * with the most parameters, if it is one alone, of which each has a field of its name and type.
   */
  Optional<Method> made() {
    List<Method> fitting =
        constructors.stream().filter(Method::takesAny).filter(this::areFields).toList();
    int most = fitting.stream().mapToInt(each -> each.takes.size()).max().orElse(0);
    List<Method> longest = fitting.stream().filter(each -> each.takes.size() == most).toList();
    return longest.size() == 1 ? Optional.of(longest.get(0)) : Optional.empty();
  }

  private boolean areFields(Method constructor) {
    for (int i = 0; i < constructor.takes.size(); i++) {
      String named = constructor.names.isEmpty() ? "$" : constructor.names.get(i);
      String type = constructor.erased.get(i);
      if (named.contains("$")
          || fields.stream().noneMatch(each -> each.name.equals(named) && is(each, type))) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(Member field, String erased) {
    return field.type.variable()
        || (field.type.name() + "[]".repeat(field.type.dimensions())).equals(erased);
  }
}
