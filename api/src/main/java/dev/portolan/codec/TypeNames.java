package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds types by the names that a descriptor has for them.
 *
 * <p>Binary class names; arguments in angle brackets, separated by commas ({@code
 * java.util.List<com.acme.Order>}); {@code []} for an array; a wildcard stands for its upper bound.
 * The names come from the build, never from a request.
 */
public final class TypeNames {
  private final String text;
  private final ClassLoader loader;
  private int position;

  private TypeNames(String text, ClassLoader loader) {
    this.text = text;
    this.loader = loader;
  }

  /**
   * The type of that name.
   *
   * @throws ClassNotFoundException if a class of it is not there
   * @throws IllegalArgumentException if it is no name of a type
   */
  public static Type find(String name, ClassLoader loader) throws ClassNotFoundException {
    if (name.indexOf('<') < 0 && name.indexOf('[') < 0) {
      return Class.forName(name, false, loader);
    }
    TypeNames names = new TypeNames(name, loader);
    Type type = names.type();
    if (names.position != name.length()) {
      throw new IllegalArgumentException("not the name of a type: " + name);
    }
    return type;
  }

  private Type type() throws ClassNotFoundException {
    if (skip("?")) {
      if (skip(" super ")) {
        type();
        return Object.class;
      }
      return skip(" extends ") ? type() : Object.class;
    }
    int start = position;
    while (position < text.length() && "<>,[".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    Class<?> raw = named(text.substring(start, position).trim());
    Type type = raw;
    if (skip("<")) {
      List<Type> arguments = new ArrayList<>();
      do {
        skip(" ");
        arguments.add(type());
      } while (skip(","));
      if (!skip(">") || arguments.size() != raw.getTypeParameters().length) {
        throw new IllegalArgumentException("not the name of a type: " + text);
      }
      type = new Parameterized(raw, arguments.toArray(new Type[0]));
    }
    while (skip("[]")) {
      type = type instanceof Class ? ((Class<?>) type).arrayType() : new ArrayOf(type);
    }
    return type;
  }

  private boolean skip(String word) {
    boolean there = text.startsWith(word, position);
    position += there ? word.length() : 0;
    return there;
  }

  private Class<?> named(String name) throws ClassNotFoundException {
    switch (name) {
      case "boolean":
        return boolean.class;
      case "byte":
        return byte.class;
      case "char":
        return char.class;
      case "short":
        return short.class;
      case "int":
        return int.class;
      case "long":
        return long.class;
      case "float":
        return float.class;
      case "double":
        return double.class;
      default:
        return Class.forName(name, false, loader);
    }
  }
}
