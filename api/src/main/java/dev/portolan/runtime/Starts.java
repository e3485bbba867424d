package dev.portolan.runtime;

import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.codec.Codec;
import dev.portolan.codec.TypeNames;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;

/** Creates what a function needs, and says in one line why that is not possible. */
final class Starts {
  private Starts() {}

  static Type type(Descriptor descriptor, ClassLoader loader) {
    String name = descriptor.input;
    try {
      return TypeNames.find(name, loader);
    } catch (ClassNotFoundException | IllegalArgumentException missing) {
      throw StartException.of(
          "Function \""
              + descriptor.name
              + "\" takes a "
              + name
              + ", which is not there: build it again",
          null);
    }
  }

  @SuppressWarnings("unchecked")
  static PortableFunction<Object, Object> function(Descriptor descriptor, ClassLoader loader) {
    Object function = create(descriptor.className, loader, descriptor.bean);
    if (function instanceof PortableFunction) {
      return (PortableFunction<Object, Object>) function;
    }
    throw StartException.of(descriptor.className + " is no PortableFunction: build it again", null);
  }

  static Codec codec(String className, ClassLoader loader) {
    Object codec = create(className, loader, null);
    if (codec instanceof Codec) {
      return (Codec) codec;
    }
    throw StartException.of(className + " is no Codec: build it again", null);
  }

  private static Object create(String className, ClassLoader loader, String[] bean) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      // Else its class need not be there.
      boolean closed = bean == null && type.getConstructors().length == 0;
      Object only = closed ? OnlyObject.of(type) : null;
      if (only != null) {
        return only;
      }
      Constructor<?> constructor =
          bean == null
              ? type.getDeclaredConstructor()
              : type.getDeclaredConstructor(String.class, String.class);
      constructor.setAccessible(true);
      return constructor.newInstance((Object[]) bean);
    } catch (ClassNotFoundException missing) {
      throw StartException.of("Class " + className + " is not on the class path", null);
    } catch (NoSuchMethodException missing) {
      throw StartException.of(
          "Class "
              + className
              + (bean == null
                  ? " has no constructor without parameters"
                  : " has no constructor for a bean: build it again"),
          null);
    } catch (InvocationTargetException thrown) {
      throw StartException.of("The constructor of " + className + " failed", thrown.getCause());
    } catch (ReflectiveOperationException | LinkageError unfit) {
      throw StartException.of("Class " + className + " cannot be used", unfit);
    }
  }

  static void start(Lifecycle lifecycle, String name) {
    try {
      lifecycle.start();
    } catch (Exception failed) {
      throw StartException.of("Function \"" + name + "\" failed to start", failed);
    }
  }
}
