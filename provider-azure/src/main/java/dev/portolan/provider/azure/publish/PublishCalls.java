package dev.portolan.provider.azure.publish;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.HttpRefused;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said to a site's publishing address: one method a call. */
public final class PublishCalls {
  private static final int NOT_FOUND = 404;

  /** What stands in the place of a publishing address while it starts. */
  private static final Set<Integer> STARTING = Set.of(NOT_FOUND, 502, 503);

  private final Wire wire;
  private final Tally tally;

  public PublishCalls(Wire wire, Tally tally) {
    this.wire = wire;
    this.tally = tally;
  }

  /** Whether the address takes packages: it starts anew with each change of a site's settings. */
  public boolean glanceAtReadiness(URI address) throws Exception {
    URI deployments = Raw.safe(address.resolve("/api/deployments"));
    return tally.glance(
        () -> {
          Raw.Answer answer =
              Raw.send(wire.publishing(), new HttpRequest(HttpMethod.GET, deployments.toString()));
          if (STARTING.contains(answer.status())) {
            return false;
          }
          return Raw.demanded(address.getHost(), answer).succeeded();
        });
  }

  /**
   * Sends a package, as it is.
   *
   * @return the deployment's id
   * @see <a
   *     href="https://github.com/Azure/azure-dev/blob/main/cli/azd/pkg/azsdk/funcapp_host_client.go">azd
   *     sends it so, and reads the id so</a>
   */
  public String publish(URI address, BinaryData content) throws Exception {
    URI publish = Raw.safe(address.resolve("/api/publish?RemoteBuild=false&Deployer=portolan"));
    HttpRequest request =
        new HttpRequest(HttpMethod.POST, publish.toString())
            .setHeader(HttpHeaderName.CONTENT_TYPE, "application/zip")
            .setBody(content);
    Raw.Answer answer = tally.mutation(() -> Raw.required(wire.publishing(), request));
    String id = answer.body().strip().replaceAll("^\"|\"$", "");
    if (id.matches("[A-Za-z0-9-]{1,80}")) {
      return id;
    }
    return answer
        .location()
        .map(at -> Place.last(at.getPath()))
        .orElseThrow(
            () -> new IOException(address.getHost() + " took the package and named no deployment"));
  }

  /** How a deployment goes; empty where there is none of that id (any more). */
  public Optional<Map<String, Object>> glance(URI address, String id) throws Exception {
    URI deployment = Raw.safe(address.resolve("/api/deployments/" + id));
    return tally.glance(
        () -> {
          try {
            return Optional.of(Raw.get(wire.publishing(), deployment).json());
          } catch (HttpRefused refused) {
            if (refused.status() == NOT_FOUND) {
              return Optional.empty();
            }
            throw refused;
          }
        });
  }
}
