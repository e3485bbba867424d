package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * Fields of a service of ours that somebody else has set. One edited by hand is set back, and the
 * plan says so; one that another tool applies again and again is not fought over.
 *
 * @param lines who holds which field, in the server's words: {@code conflict with "kubectl-edit"
 *     using serving.knative.dev/v1: .spec.template…}
 */
public record FieldConflicts(List<String> lines) {
  /**
   * Reads a refusal; empty if it is another one.
   *
   * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts">
   *     conflicts</a>
   */
  public static Optional<FieldConflicts> from(KubernetesClientException refusal) {
    if (refusal.getCode() != 409
        || refusal.getStatus() == null
        || refusal.getStatus().getDetails() == null) {
      return Optional.empty();
    }
    List<String> lines =
        refusal.getStatus().getDetails().getCauses().stream()
            .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
            .map(FieldConflicts::line)
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(new FieldConflicts(lines));
  }

  /**
   * Refuses to fight with a tool that applies the field as well: only of an edit does the server
   * tell the version that it was made with.
   */
  public void refuseAppliers(String service) {
    List<String> appliers = lines.stream().filter(line -> !line.contains(" using ")).toList();
    if (!appliers.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.CONFLICT,
          "another tool applies fields of service " + service + ": " + String.join("; ", appliers),
          "take the service out of that tool's care, or deploy with it: portolan.knative.manifests"
              + " writes the manifests");
    }
  }

  private static String line(StatusCause cause) {
    return cause.getMessage() + ": " + cause.getField();
  }
}
