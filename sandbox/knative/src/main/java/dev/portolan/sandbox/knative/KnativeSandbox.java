package dev.portolan.sandbox.knative;

import dev.portolan.deploy.driver.SandboxCloud;
import java.io.IOException;

/** The embedded cloud of the provider {@code knative}. */
public final class KnativeSandbox implements SandboxCloud {
  @Override
  public String provider() {
    return "knative";
  }

  @Override
  public Running start(Spec spec) throws IOException {
    return KnativeCloud.open(
        Setup.of(spec.directory().resolve(provider()), spec.time(), spec.log()));
  }
}
