package dev.portolan.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;

/** Types with arguments. */
final class Generics {
  private Generics() {}

  static Object bind(Binder binder, Object tree, Type type) {
    if (type instanceof ParameterizedType) {
      return parameterized(binder, tree, (ParameterizedType) type);
    }
    if (type instanceof GenericArrayType) {
      Type element = ((GenericArrayType) type).getGenericComponentType();
      return tree == null ? null : Containers.array(binder, tree, raw(element), element);
    }
    return binder.bind(tree, bound(type));
  }

  private static Object parameterized(Binder binder, Object tree, ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (Containers.isContainer(raw)) {
      Type last = arguments[arguments.length - 1];
      return Containers.read(binder, tree, raw, arguments[0], last);
    }
    if (raw.isRecord()) {
      RecordShape shape = binder.shapes.record(raw);
      Type[] types = resolve(shape.types, raw, arguments);
      return tree == null ? null : shape.read(binder, binder.object(tree), types);
    }
    BeanShape shape = raw.getName().startsWith("java.") ? null : binder.shapes.bean(raw);
    if (tree == null || shape == null) {
      return binder.bind(tree, raw);
    }
    return shape.read(binder, binder.object(tree), resolve(shape.types(), raw, arguments));
  }

  private static Type[] resolve(Type[] types, Class<?> raw, Type[] arguments) {
    Type[] resolved = new Type[types.length];
    for (int i = 0; i < types.length; i++) {
      resolved[i] = resolve(types[i], raw.getTypeParameters(), arguments);
    }
    return resolved;
  }

  /** The same type with the variables of a class replaced by arguments. */
  private static Type resolve(Type type, TypeVariable<?>[] variables, Type[] arguments) {
    if (type instanceof TypeVariable) {
      for (int i = 0; i < variables.length; i++) {
        if (variables[i].equals(type)) {
          return arguments[i];
        }
      }
      return Object.class;
    }
    if (type instanceof ParameterizedType) {
      ParameterizedType generic = (ParameterizedType) type;
      Type[] inner = generic.getActualTypeArguments();
      for (int i = 0; i < inner.length; i++) {
        inner[i] = resolve(inner[i], variables, arguments);
      }
      return new Parameterized((Class<?>) generic.getRawType(), inner);
    }
    if (type instanceof GenericArrayType) {
      Type element = ((GenericArrayType) type).getGenericComponentType();
      return raw(resolve(element, variables, arguments)).arrayType();
    }
    return type instanceof WildcardType ? resolve(bound(type), variables, arguments) : type;
  }

  private static Type bound(Type type) {
    if (type instanceof WildcardType) {
      return ((WildcardType) type).getUpperBounds()[0];
    }
    return type instanceof TypeVariable ? ((TypeVariable<?>) type).getBounds()[0] : type;
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class) {
      return (Class<?>) type;
    }
    if (type instanceof ParameterizedType) {
      return (Class<?>) ((ParameterizedType) type).getRawType();
    }
    if (type instanceof GenericArrayType) {
      return raw(((GenericArrayType) type).getGenericComponentType()).arrayType();
    }
    return raw(bound(type));
  }
}
