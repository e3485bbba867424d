package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Set;

/**
 * What a cluster can do, by the API groups it serves.
 *
 * @param host of the API server
 * @param groups for example {@code serving.knative.dev}
 */
public record Capabilities(String host, Set<String> groups) {
  public static final String SERVING = "serving.knative.dev";
  public static final String EVENTING = "eventing.knative.dev";
  public static final String SOURCES = "sources.knative.dev";
  private static final String CODE_ENGINE = "codeengine.cloud.ibm.com";

  public Capabilities {
    groups = Set.copyOf(groups);
  }

  /**
   * IBM Code Engine takes a container only if its requests equal its limits.
   *
   * @see <a href="https://cloud.ibm.com/docs/codeengine?topic=codeengine-knative">Knative in Code
   *     Engine</a>
   */
  public boolean equalRequests() {
    return codeEngine();
  }

  private boolean codeEngine() {
    return host.endsWith(CODE_ENGINE) || has(CODE_ENGINE);
  }

  /** Refuses functions of a size that this cluster is known not to have. */
  public void check(List<FunctionSpec> functions, Settings given) {
    refuse(codeEngine() ? CodeEngine.problems(functions, given) : List.of());
  }

  /** Refuses services that would get no host name here. */
  public void checkHosts(List<String> services, String namespace) {
    refuse(has(OpenShift.ROUTES) ? OpenShift.problems(services, namespace) : List.of());
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
  }

  public boolean has(String group) {
    return groups.contains(group);
  }

  /** Refuses a cluster on which nothing of ours can run. */
  public void requireServing() {
    if (!has(SERVING)) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          host + " has no Knative Serving (API group " + SERVING + ")",
          "install it (https://knative.dev/docs/install/), or point portolan.knative.context to a"
              + " cluster that has it");
    }
  }
}
