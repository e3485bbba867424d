package dev.portolan.runtime;

import dev.portolan.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Functions as a build describes them, without a build. */
final class Described {
  private Described() {}

  /** A function of this input, called by nothing. */
  static Invoker invoker(Class<?> function, String input) {
    return invoker(function, input, "[]", Map.of());
  }

  /** The same, with another codec than the one of the house. */
  static Invoker invoker(Class<?> function, String input, Class<? extends Codec> codec) {
    String named = "[],\"codec\":\"" + codec.getName() + "\"";
    return invoker(function, input, named, Map.of());
  }

  /** The same, which calls what these are by itself. */
  static Invoker invoker(
      Class<?> function, String input, String uses, Map<String, String> environment) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + function.getName()
            + "\",\"input\":\""
            + input
            + "\",\"output\":\"java.lang.Object\",\"triggers\":[],\"uses\":"
            + uses
            + "}]}";
    ClassLoader loader =
        new ClassLoader(function.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
          }
        };
    Map<String, String> all = new HashMap<>(environment);
    all.put("PORTOLAN_FUNCTION", "f");
    return Invoker.open(all, loader);
  }
}
