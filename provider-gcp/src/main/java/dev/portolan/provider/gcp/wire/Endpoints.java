package dev.portolan.provider.gcp.wire;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.util.Optional;

/**
 * Where Google's APIs are: at their own hosts, or all below one address, each under its host's
 * name.
 *
 * @param base for example {@code http://127.0.0.1:4711}; plain HTTP goes to this machine alone
 */
public record Endpoints(Optional<URI> base) {
  public Endpoints {
    if (base.isPresent() && !Loopback.safe(base.get())) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "portolan.gcp.endpoint " + base.get() + " is no https address, nor one of this machine",
          "write https://host, or http://127.0.0.1:port");
    }
  }

  /**
   * The address of an API, without a slash at its end.
   *
   * @param host its own, as {@code run.googleapis.com}
   */
  public String of(String host) {
    return base.map(there -> strip(there.toString()) + "/" + host).orElse("https://" + host);
  }

  private static String strip(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
