package dev.portolan.provider.knative;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.testkit.TiesContract;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Map;

/** Holds what the provider says of itself to what it does, and to the cluster's own libraries. */
class KnativeTiesContractTest implements TiesContract {
  @Override
  public Provider provider() {
    return new KnativeProvider();
  }

  @Override
  public Map<Class<?>, List<String>> tied() {
    return Map.of(
        Portable.class, List.of("knative-environment handle", "kubernetes-client handle"));
  }

  /**
   * The bounds are the cluster's: max-revision-timeout-seconds of its ConfigMap config-defaults.
   */
  @Override
  public boolean refusesBeyondLimits() {
    return false;
  }

  /** A function of ours that keeps to its cluster all the same. */
  @Http(path = "/portable")
  public static final class Portable implements PortableFunction<String, String> {
    @Override
    public String handle(String input, Context context) {
      try (KubernetesClient client = new KubernetesClientBuilder().build()) {
        return client.getNamespace() + System.getenv("K_REVISION");
      }
    }
  }
}
