package dev.portolan.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** A generic class with its arguments. */
final class Parameterized implements ParameterizedType {
  private final Class<?> raw;
  private final Type[] arguments;

  Parameterized(Class<?> raw, Type[] arguments) {
    this.raw = raw;
    this.arguments = arguments;
  }

  @Override
  public Type[] getActualTypeArguments() {
    return arguments.clone();
  }

  @Override
  public Type getRawType() {
    return raw;
  }

  @Override
  public Type getOwnerType() {
    return raw.getDeclaringClass();
  }
}
