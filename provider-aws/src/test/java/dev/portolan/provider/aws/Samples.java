package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Applications to deploy in tests. */
final class Samples {
  static final Owner OWNER = Owner.of("com.acme", "shop", "dev");

  private Samples() {}

  static FunctionSpec hello() {
    return FunctionSpec.of(
        "hello",
        "com.acme.Hello",
        "com.acme.Name",
        "com.acme.Greeting",
        List.of(new Trigger.Http("/hello", List.of("GET", "POST"), Trigger.Access.PUBLIC)));
  }

  static Application application(FunctionSpec... functions) {
    return Application.of(OWNER, List.of(functions), Bundle.of(Path.of("unused.jar"), List.of()));
  }

  /** A zip that no runtime would run, but that any control plane takes. */
  static Artifact artifact(Path directory, String content) throws IOException {
    return ReproducibleZip.create()
        .add("lib/app.jar", content.getBytes(StandardCharsets.UTF_8))
        .write(directory.resolve(content.hashCode() + ".zip"));
  }
}
