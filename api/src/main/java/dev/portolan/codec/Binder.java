package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** Makes typed values of maps, lists and scalars. */
final class Binder {
  final Shapes shapes;

  /** Whether every scalar came as text, and a list of one may have come as that one. */
  final boolean texts;

  Binder(Shapes shapes, boolean texts) {
    this.shapes = shapes;
    this.texts = texts;
  }

  Object bind(Object tree, Type type) {
    if (!(type instanceof Class)) {
      return Generics.bind(this, tree, type);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == String.class) {
      return tree == null || tree instanceof String ? tree : mismatch("text");
    }
    if (raw.isRecord()) {
      RecordShape shape = shapes.record(raw);
      return tree == null ? null : shape.read(this, object(tree), shape.types);
    }
    if (raw == Object.class) {
      return tree;
    }
    if (tree == null && !raw.isPrimitive() && !Containers.isOptional(raw)) {
      return null;
    }
    return Scalars.read(this, tree, raw);
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> object(Object tree) {
    return (Map<String, Object>) (tree instanceof Map ? tree : mismatch("an object"));
  }

  List<?> array(Object tree) {
    if (tree instanceof List) {
      return (List<?>) tree;
    }
    return texts && tree instanceof String ? List.of(tree) : (List<?>) mismatch("an array");
  }

  Object mismatch(String what) {
    throw Failure.expected(what);
  }
}
