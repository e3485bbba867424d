package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type as a generic signature spells it. Wildcards stand as their bound.
 *
 * @param name binary name, primitive name, or name of a type variable
 * @param dimensions how often it is an array
 */
record JavaType(String name, boolean variable, List<JavaType> arguments, int dimensions) {
  static final JavaType OBJECT = of("java.lang.Object", List.of());

  JavaType {
    arguments = List.copyOf(arguments);
  }

  static JavaType of(String name, List<JavaType> arguments) {
    return new JavaType(name, false, arguments, 0);
  }

  static JavaType variable(String name) {
    return new JavaType(name, true, List.of(), 0);
  }

  JavaType withDimensions(int value) {
    return new JavaType(name, variable, arguments, value);
  }

  /** This type with variables replaced by what they stand for, where that is known. */
  JavaType bind(Map<String, JavaType> variables) {
    if (variable) {
      JavaType bound = variables.get(name);
      return bound == null ? this : bound.withDimensions(bound.dimensions + dimensions);
    }
    List<JavaType> bound = arguments.stream().map(argument -> argument.bind(variables)).toList();
    return new JavaType(name, false, bound, dimensions);
  }

  /** Whether no variable is left in it. */
  boolean resolved() {
    return !variable && arguments.stream().allMatch(JavaType::resolved);
  }

  /** The spelling of the descriptor: {@code java.util.List<a.B$C>[]}. */
  @Override
  public String toString() {
    String of =
        arguments.isEmpty()
            ? ""
            : arguments.stream().map(JavaType::toString).collect(Collectors.joining(",", "<", ">"));
    return name + of + "[]".repeat(dimensions);
  }
}
