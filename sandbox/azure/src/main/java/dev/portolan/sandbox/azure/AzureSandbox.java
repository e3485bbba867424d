package dev.portolan.sandbox.azure;

import dev.portolan.deploy.driver.SandboxCloud;
import java.io.IOException;

/** The embedded cloud of the provider {@code azure}. */
public final class AzureSandbox implements SandboxCloud {
  @Override
  public String provider() {
    return "azure";
  }

  @Override
  public Running start(Spec spec) throws IOException {
    return AzureCloud.open(Setup.of(spec.directory().resolve(provider()), spec.time(), spec.log()))
        .furnish();
  }
}
