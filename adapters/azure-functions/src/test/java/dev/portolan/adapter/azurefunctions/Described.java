package dev.portolan.adapter.azurefunctions;

import dev.portolan.PortableFunction;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A function with triggers, as a build describes it. */
record Described(Class<? extends PortableFunction<?, ?>> type, String input, String triggers) {
  static final String HTTP =
      "{\"type\":\"http\",\"path\":\"/a\",\"methods\":[\"GET\",\"POST\"],\"access\":\"public\"}";

  /** Takes any event, its data as bytes. */
  static Described taker(String... triggers) {
    return new Described(Taker.class, "dev.portolan.Event<byte[]>", String.join(",", triggers));
  }

  static String schedule(String cron, String zone) {
    return "{\"type\":\"schedule\",\"cron\":\"" + cron + "\",\"timezone\":\"" + zone + "\"}";
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

  ClassLoader loader() {
    byte[] descriptor = descriptor().getBytes(StandardCharsets.UTF_8);
    return new ClassLoader(type.getClassLoader()) {
      @Override
      public InputStream getResourceAsStream(String name) {
        return name.equals("META-INF/portolan/functions.json")
            ? new ByteArrayInputStream(descriptor)
            : super.getResourceAsStream(name);
      }
    };
  }

  /** Has it called by requests, with these variables in turn with their values. */
  JoinedApp http(String... variables) {
    Path folder = AppFolders.create();
    AppFolders.http(folder, "run_f_requests", HttpEntryPoint.class, "{*path}");
    return open(folder, variables);
  }

  /** Has it called by a trigger. */
  JoinedApp trigger(Class<?> entryPoint, String type, String binding, String... variables) {
    Path folder = AppFolders.create();
    AppFolders.trigger(folder, "f", entryPoint, type, binding);
    return open(folder, variables);
  }

  private JoinedApp open(Path folder, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    List<Long> held = new CopyOnWriteArrayList<>();
    return JoinedApp.open(folder, App.open("f", environment, loader(), held::add), held);
  }
}
