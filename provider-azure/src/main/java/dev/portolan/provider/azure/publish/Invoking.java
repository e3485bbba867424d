package dev.portolan.provider.azure.publish;

import dev.portolan.deploy.driver.Deployer.Invocation;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.SiteCalls;
import dev.portolan.provider.azure.wire.Raw;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Calls a function past all HTTP, where its adapter lets those in who have a key: what only events
 * call is called likewise.
 */
public final class Invoking {
  private final Proof proof;
  private final HostCalls hosts;

  private Invoking(Proof proof, HostCalls hosts) {
    this.proof = proof;
    this.hosts = hosts;
  }

  public static Invoking of(SiteCalls sites, HostCalls hosts, Polling polling) {
    return new Invoking(new Proof(sites, hosts, polling), hosts);
  }

  public Invocation invoke(Live live, byte[] payload) throws Exception {
    if (live.served().current().isEmpty()) {
      throw DeployException.of(
          Kind.NOT_READY, live.function() + " does not serve yet", "deploy it again");
    }
    String key =
        proof
            .key(live.name())
            .orElseThrow(
                () ->
                    DeployException.of(
                        Kind.NOT_READY,
                        live.name() + " has no keys yet",
                        "its host has not started; try again"));
    URI address =
        Live.url(live.site()).resolve(live.face().probe().replaceFirst("ready$", "invoke"));
    Raw.Answer answer = hosts.post(address, key, payload);
    if (answer.status() == 401 || answer.status() == 403 || answer.status() == 404) {
      throw DeployException.of(
          Kind.NOT_READY,
          live.name() + " was not reached: it answers " + answer.status(),
          "somebody has published to it since; deploy it again");
    }
    return new Invocation(!answer.succeeded(), answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
