package dev.portolan.sandbox.knative.kube;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.knative.client.InProcessClients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;

/** An API server behind a socket, and the real client in front of it. */
final class Cluster implements AutoCloseable {
  final CallLog log = new CallLog();
  final FaultPlan faults = new FaultPlan();
  final KubeServer server;
  final KubeSocket socket;
  final KubernetesClient client;

  Cluster(boolean overSocket) throws IOException {
    server =
        KubeServer.open(
            StateStore.inMemory(),
            ResourceCatalog.withKnative(),
            Admission.NONE,
            TimeSource.system(),
            new CallGate(faults, log),
            "a-token");
    socket = KubeSocket.open(0, server.api());
    KubernetesClientBuilder builder =
        new KubernetesClientBuilder().withConfig(config(socket.url(), "a-token"));
    if (!overSocket) {
      builder.withHttpClientFactory(new InProcessClients(server.api()));
    }
    client = builder.build();
  }

  static Config config(String url, String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url)
        .withOauthToken(token)
        .withNamespace("default")
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  @Override
  public void close() {
    client.close();
    socket.close();
  }
}
