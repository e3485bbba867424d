package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.PortableFunction;
import dev.portolan.runtime.Invoker;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function with triggers, as a build describes it. */
record Described(Class<? extends PortableFunction<?, ?>> type, String input, String triggers) {
  static final String HTTP =
      "{\"type\":\"http\",\"path\":\"/a\",\"methods\":[\"GET\",\"POST\"],\"access\":\"public\"}";
  static final String SCHEDULE =
      "{\"type\":\"schedule\",\"cron\":\"0 2 * * *\",\"timezone\":\"UTC\"}";
  static final String ORDERS =
      "{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[\"com.acme.order.placed\"]}";
  static final String TO_PACK = "{\"type\":\"queue\",\"queue\":\"to-pack\"}";
  static final String RETURNS = "{\"type\":\"topic\",\"topic\":\"returns\",\"types\":[]}";

  /** Takes any event, its data as bytes. */
  static Described taker(String... triggers) {
    return new Described(Taker.class, "dev.portolan.Event<byte[]>", String.join(",", triggers));
  }

  String descriptor() {
    return "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
        + type.getName()
        + "\",\"input\":\""
        + input
        + "\",\"output\":\"java.lang.Void\",\"triggers\":["
        + triggers
        + "]}]}";
  }

  Invoker invoker() {
    return invoker(Map.of("PORTOLAN_FUNCTION", "f"));
  }

  /** Where things are called otherwise than in the descriptor. */
  HttpEntryPoint entryPointWhere(String names) {
    return new HttpEntryPoint(
        limits(), invoker(Map.of("PORTOLAN_FUNCTION", "f", "PORTOLAN_NAMES", names)));
  }

  Invoker invoker(Map<String, String> environment) {
    byte[] descriptor = descriptor().getBytes(StandardCharsets.UTF_8);
    ClassLoader loader =
        new ClassLoader(type.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return name.equals("META-INF/portolan/functions.json")
                ? new ByteArrayInputStream(descriptor)
                : super.getResourceAsStream(name);
          }
        };
    return Invoker.open(environment, loader);
  }

  HttpEntryPoint entryPoint(String... variables) {
    return new HttpEntryPoint(limits(variables), invoker());
  }

  EventEntryPoint eventEntryPoint(String... variables) {
    return new EventEntryPoint(limits(variables), invoker());
  }

  private static Limits limits(String... variables) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Limits.from(environment);
  }
}
