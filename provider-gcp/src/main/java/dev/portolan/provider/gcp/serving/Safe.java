package dev.portolan.provider.gcp.serving;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;

/** Lets nothing go where it could be read on the way. */
final class Safe {
  private Safe() {}

  static URI required(URI uri) {
    if (!Loopback.safe(uri)) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          uri + " is plain HTTP, and so neither a token nor a payload is sent there",
          "only this machine is called over plain HTTP");
    }
    return uri;
  }
}
