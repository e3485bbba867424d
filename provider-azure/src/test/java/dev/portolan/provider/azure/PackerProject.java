package dev.portolan.provider.azure;

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

/** A project of one function, {@link Packer}. */
final class PackerProject {
  private PackerProject() {}

  static Application in(Path work, Owner owner, Trigger trigger) throws IOException {
    FunctionSpec packer =
        FunctionSpec.of(
            "packer",
            Packer.class.getName(),
            "dev.portolan.Event<java.lang.String>",
            "java.lang.Void",
            List.of(trigger));
    return Application.of(owner, List.of(packer), Bundle.of(jar(work), List.of()));
  }

  private static Path jar(Path work) throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    String name = Packer.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Packer.class.getClassLoader().getResourceAsStream(name)) {
      jar.add(name, in.readAllBytes());
    }
    return jar.write(work.resolve("packer.jar")).file();
  }
}
