package dev.portolan.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;

/** An array of a generic type. */
record ArrayOf(Type element) implements GenericArrayType {

  @Override
  public Type getGenericComponentType() {
    return element;
  }
}
