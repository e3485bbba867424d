package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fields of a service of ours that somebody else has set. One edited by hand is set back, and the
 * plan says so; one that another tool applies again and again is not fought over.
 *
 * @param lines who holds which field, in the server's words: {@code conflict with "kubectl-edit"
 *     using serving.knative.dev/v1: .spec.template…}
 */
public record FieldConflicts(List<String> lines) {
  /**
   * Managers that write with {@code Update} what they apply: kubectl, Argo CD, Helm.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply">
   *     client-side apply</a>
   * @see <a href="https://github.com/argoproj/argo-cd/issues/20815">Argo CD's names</a>
   */
  private static final Set<String> CLIENT_SIDE =
      Set.of(
          "kubectl-client-side-apply",
          "argocd-controller",
          "argocd-application-controller",
          "helm");

  /** What they leave on an object that is in their care. */
  private static final List<String> MARKS =
      List.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "argocd.argoproj.io/tracking-id",
          "meta.helm.sh/release-name");

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
   * Refuses to fight with a tool that applies the field as well.
   *
   * @param live the object as it is
   */
  public void refuseAppliers(HasMetadata live) {
    List<String> appliers = lines.stream().filter(line -> applies(line, live)).toList();
    if (!appliers.isEmpty()) {
      String name = live.getMetadata().getName();
      String kind = live.getKind().toLowerCase(Locale.ROOT);
      String let =
          marked(live)
              ? " (afterwards take its mark off: kubectl annotate %s %s -n %s %s-)"
                  .formatted(
                      live.getFullResourceName(),
                      name,
                      live.getMetadata().getNamespace(),
                      MARKS.stream()
                          .filter(mark -> Ownership.annotation(live, mark).isPresent())
                          .collect(Collectors.joining("- ")))
              : "";
      throw DeployException.of(
          DeployException.Kind.CONFLICT,
          "another tool applies fields of "
              + kind
              + " "
              + name
              + ": "
              + String.join("; ", appliers),
          "take the "
              + kind
              + " out of that tool's care"
              + let
              + ", or deploy with it: portolan.knative.manifests writes the manifests");
    }
  }

  /**
   * Whether the holder of a field sets it again and again. Of a server-side applier the server
   * tells no version; a client-side one is known by its name and by the mark it leaves.
   */
  private static boolean applies(String line, HasMetadata live) {
    return !line.contains(" using ")
        || CLIENT_SIDE.stream().anyMatch(name -> line.contains('"' + name + '"')) && marked(live);
  }

  private static boolean marked(HasMetadata live) {
    return MARKS.stream().anyMatch(mark -> Ownership.annotation(live, mark).isPresent());
  }

  private static String line(StatusCause cause) {
    return cause.getMessage() + ": " + cause.getField();
  }
}
