package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;

/** Asks the cluster, before anything is changed, whether we may do what the plan needs. */
public final class Permissions {
  private Permissions() {}

  public static void require(KubeCalls kube, List<Step> steps) throws Exception {
    List<String> missing = new ArrayList<>();
    if (steps.stream().anyMatch(step -> step.resource().startsWith("service "))) {
      need(kube, "patch", "services", missing);
    }
    boolean deletes =
        steps.stream()
            .anyMatch(
                step ->
                    step.change() == Step.Change.DELETE && step.resource().startsWith("revision "));
    if (deletes) {
      need(kube, "delete", "revisions", missing);
    }
    if (!missing.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.PERMISSION_DENIED,
          "you may not " + String.join(", nor ", missing),
          "have a role bound to you that allows it, for example the cluster role"
              + " knative-serving-namespaced-edit");
    }
  }

  private static void need(KubeCalls kube, String verb, String plural, List<String> missing)
      throws Exception {
    if (!kube.allowed(verb, Capabilities.SERVING, plural)) {
      missing.add(verb + " " + plural + "." + Capabilities.SERVING);
    }
  }
}
