package dev.portolan.benchmarks.http;

import com.example.hello.Hello;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.packaging.ClassPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Packs the hello example for Knative with the packager's own defaults, on no base image, so that
 * the cache is trained by the JVM that this runs on.
 */
public final class PackHello {
  private static final Settings SETTINGS =
      Settings.of(Map.of("baseImage", "scratch", "registry", "registry.example.com/benchmarks"));

  private PackHello() {}

  /** Packs into the directory that the only argument names. */
  public static void main(String[] arguments) {
    ClassLoader loader = PackHello.class.getClassLoader();
    Library hello = ClassPath.find("com.example", "hello", Hello.class.getName(), loader);
    Library api =
        ClassPath.find("dev.portolan", "portolan-api", PortableFunction.class.getName(), loader);
    Bundle bundle = Bundle.of(hello.file(), List.of(api));
    Owner owner = Owner.of("com.example", "hello", "benchmark");
    Application application = Application.of(owner, Description.from(bundle).orThrow(), bundle);
    try (Portolan knative = Portolan.open("knative", SETTINGS)) {
      knative.pack(application, Path.of(arguments[0]));
    }
  }
}
