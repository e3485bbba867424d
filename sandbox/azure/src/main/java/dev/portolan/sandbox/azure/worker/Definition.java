package dev.portolan.sandbox.azure.worker;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that was loaded: the one public method of that name ({@code FunctionDefinition}).
 *
 * @param loading what was asked for
 * @param type its class, which nothing has initialised
 * @param method the method
 * @param parameters what its parameters are bound to
 */
record Definition(Loading loading, Class<?> type, Method method, List<Bound> parameters) {

  /**
   * What a parameter is bound to.
   *
   * @param binding the name of a binding; {@code null} for none
   * @param metadata the name of a trigger's metadata; empty for none
   */
  record Bound(String binding, String metadata, Type type) {}

  static Definition of(Loading loading, ClassLoader loader) throws ReflectiveOperationException {
    String entryPoint = loading.entryPoint() == null ? "" : loading.entryPoint();
    int dot = entryPoint.lastIndexOf('.');
    if (dot < 1 || dot == entryPoint.length() - 1) {
      throw new IllegalArgumentException(
          "\"" + entryPoint + "\" is not a qualified full Java method name");
    }
    String className = entryPoint.substring(0, dot).trim();
    String name = entryPoint.substring(dot + 1).trim();
    Class<?> type = Class.forName(className, false, loader);
    List<Method> found = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass().getName().equals(className) && method.getName().equals(name)) {
        found.add(method);
      }
    }
    if (found.isEmpty()) {
      throw new NoSuchMethodException(
          "There are no methods named \"" + loading.name() + "\" in class \"" + className + "\"");
    }
    if (found.size() > 1) {
      throw new UnsupportedOperationException(
          "Found more than one function with method name \""
              + loading.name()
              + "\" in class \""
              + className
              + "\"");
    }
    return new Definition(loading, type, found.get(0), bound(found.get(0)));
  }

  private static List<Bound> bound(Method method) {
    List<Bound> all = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      all.add(
          new Bound(
              Annotations.binding(parameter),
              Annotations.metadata(parameter),
              parameter.getParameterizedType()));
    }
    return all;
  }
}
