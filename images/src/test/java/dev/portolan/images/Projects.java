package dev.portolan.images;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Projects to deploy. */
public final class Projects {
  public static final Owner OWNER = Owner.of("com.example", "shop", "dev");

  private Projects() {}

  public static FunctionSpec function(String name, Trigger.Access access) {
    return FunctionSpec.of(
        name,
        Greeter.class.getName(),
        Greeter.Name.class.getName(),
        Greeter.Greeting.class.getName(),
        List.of(new Trigger.Http("/greet", List.of("GET", "POST"), access)));
  }

  /** A project of one public function whose classes really run. */
  public static Application greeter(Path directory) throws IOException {
    return of(directory, "greeter", Greeter.class, "/greet");
  }

  /** A project of one public function; its class has its input and output within. */
  public static Application of(Path directory, String name, Class<?> function, String path)
      throws IOException {
    Class<?>[] within = function.getDeclaredClasses();
    Arrays.sort(within, Comparator.comparing(Class::getName));
    ReproducibleZip jar = ReproducibleZip.create();
    jar.add(entry(function), bytes(function));
    for (Class<?> type : within) {
      jar.add(entry(type), bytes(type));
    }
    Path file = jar.write(directory.resolve(name + ".jar")).file();
    Method handle =
        Arrays.stream(function.getMethods())
            .filter(method -> method.getName().equals("handle") && !method.isBridge())
            .findFirst()
            .orElseThrow();
    FunctionSpec spec =
        FunctionSpec.of(
            name,
            function.getName(),
            handle.getParameterTypes()[0].getName(),
            handle.getReturnType().getName(),
            List.of(new Trigger.Http(path, List.of("GET", "POST"), Trigger.Access.PUBLIC)));
    return Application.of(OWNER, List.of(spec), Bundle.of(file, List.of()));
  }

  private static String entry(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(entry(type))) {
      return in.readAllBytes();
    }
  }
}
