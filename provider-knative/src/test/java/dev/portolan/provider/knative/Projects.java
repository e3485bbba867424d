package dev.portolan.provider.knative;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> type : List.of(Greeter.class, Greeter.Name.class, Greeter.Greeting.class)) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
        jar.add(name, in.readAllBytes());
      }
    }
    Path file = jar.write(directory.resolve("greeter.jar")).file();
    return Application.of(
        OWNER, List.of(function("greeter", Trigger.Access.PUBLIC)), Bundle.of(file, List.of()));
  }
}
