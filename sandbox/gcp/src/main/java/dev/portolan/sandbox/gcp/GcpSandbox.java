package dev.portolan.sandbox.gcp;

import dev.portolan.deploy.driver.SandboxCloud;
import java.io.IOException;

/** The embedded cloud of the provider {@code gcp}. */
public final class GcpSandbox implements SandboxCloud {
  @Override
  public String provider() {
    return "gcp";
  }

  @Override
  public Running start(Spec spec) throws IOException {
    return GcpCloud.open(Setup.of(spec.directory().resolve(provider()), spec.time(), spec.log()))
        .furnish();
  }
}
