package dev.portolan.runtime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Functions as a build describes them, without a build. */
final class Described {
  private Described() {}

  /** A function of this input, called by nothing. */
  static Invoker invoker(Class<?> function, String input) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + function.getName()
            + "\",\"input\":\""
            + input
            + "\",\"output\":\"java.lang.Object\",\"triggers\":[]}]}";
    ClassLoader loader =
        new ClassLoader(function.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
          }
        };
    return Invoker.open(Map.of("PORTOLAN_FUNCTION", "f"), loader);
  }
}
