package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Step;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Looks, before anything is changed, whether the cluster would refuse a plan or could not run what
 * it makes: the namespace, what the function refers to, permissions. Tells all that is missing at
 * once; what may not be looked at is a note, and no reason to stop.
 *
 * <p>Of a Secret only the metadata is asked for. Kubernetes needs {@code get secrets} for that as
 * for the whole object, so this asks nobody for more; but the values stay where they are, and no
 * log of the wire can hold them. Which keys there are, the record of who set which field tells by
 * name. That record may have been cleared, so a key that it does not hold is a note: if the key is
 * really missing, the container says so before the revision gets any traffic.
 */
public final class Preflight {
  private final KubeCalls kube;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final List<String> notes = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  private Preflight(KubeCalls kube) {
    this.kube = kube;
  }

  /**
   * Checks what a deployment needs.
   *
   * @param fresh whether nothing of ours was found in the namespace, which then may not exist
   * @param made the templates that revisions are to be made of
   * @param more Secrets that something else reads, with their keys
   * @return notes for people
   */
  public static List<String> check(
      KubeCalls kube,
      boolean fresh,
      List<RevisionTemplateSpec> made,
      List<Map<String, Set<String>>> more,
      Collection<Step> steps)
      throws Exception {
    Preflight preflight = new Preflight(kube);
    References references = References.from(made, more);
    // the rehearsal tells of a namespace that is missing, where nothing is looked for in it
    if (!references.isEmpty() && (!fresh || preflight.namespace())) {
      preflight.references(references);
    }
    preflight.permissions(Access.of(steps), Access.stages(steps) ? Access.CAUSES : List.of());
    return preflight.told();
  }

  /** Checks what steps may do, where they need nothing but that. */
  public static List<String> check(KubeCalls kube, Collection<Step> steps) throws Exception {
    Preflight preflight = new Preflight(kube);
    preflight.permissions(Access.of(steps), List.of());
    return preflight.told();
  }

  private boolean namespace() throws Exception {
    try {
      if (kube.namespace().isPresent()) {
        return true;
      }
    } catch (KubernetesClientException e) {
      allowForbidden(e);
      return true;
    }
    problem(
        Kind.NOT_FOUND,
        "namespace " + kube.namespaceName(),
        "there is none",
        "create it, or set portolan.knative.namespace");
    return false;
  }

  private void references(References all) throws Exception {
    for (var secret : all.secrets().entrySet()) {
      String hint = "kubectl create secret generic " + secret.getKey() + ", with the keys it needs";
      find("secrets", "secret " + secret.getKey(), secret.getKey(), hint)
          .ifPresent(found -> keys(secret.getKey(), secret.getValue(), found));
    }
    for (String name : all.pullSecrets()) {
      String hint = "kubectl create secret docker-registry " + name;
      find("secrets", "pull secret " + name, name, hint);
    }
    for (String name : all.serviceAccounts()) {
      find("serviceaccounts", "service account " + name, name, "create it, or name another");
    }
    if (!unread.isEmpty()) {
      notes.add("not looked for, since you may not read it: " + String.join(", ", unread));
    }
  }

  private Optional<ObjectMeta> find(String plural, String what, String name, String hint)
      throws Exception {
    try {
      Optional<ObjectMeta> found = kube.metadata(plural, name);
      if (found.isEmpty()) {
        problem(Kind.NOT_FOUND, what, "is not in namespace " + kube.namespaceName(), hint);
      }
      return found;
    } catch (KubernetesClientException e) {
      allowForbidden(e);
      unread.add(what);
      return Optional.empty();
    }
  }

  private void keys(String secret, SortedSet<String> wanted, ObjectMeta found) {
    Set<String> known = FieldNames.data(found);
    String missing =
        wanted.stream().filter(key -> !known.contains(key)).collect(Collectors.joining(", "));
    if (!known.isEmpty() && !missing.isEmpty()) {
      notes.add("secret " + secret + " seems to lack " + missing);
    }
  }

  /** Asks for each verb and kind once. */
  private void permissions(Set<Access> needed, List<Access> useful) throws Exception {
    List<String> missing = new ArrayList<>();
    for (Access access : needed) {
      Optional<Boolean> allowed = kube.allowed(access);
      if (allowed.isEmpty()) {
        notes.add("the cluster does not tell what you may do; it will when it refuses");
        return;
      }
      if (!allowed.get()) {
        missing.add(access.toString());
      }
    }
    if (!missing.isEmpty()) {
      problem(
          Kind.PERMISSION_DENIED,
          "permissions",
          "you may not " + String.join(", nor ", missing),
          "have a role bound to you that allows it, for example the cluster role"
              + " edit, which Knative's own are added to");
    }
    for (Access access : useful) {
      if (kube.allowed(access).equals(Optional.of(false))) {
        notes.add("you may not " + access + ": why a revision fails can be told less exactly");
      }
    }
  }

  private void problem(Kind kind, String where, String what, String hint) {
    kinds.add(kind);
    problems.add(Problem.of(where, what, hint));
  }

  private List<String> told() {
    if (problems.isEmpty()) {
      return List.copyOf(notes);
    }
    Kind kind = kinds.size() == 1 ? kinds.iterator().next() : Kind.INVALID_CONFIGURATION;
    if (problems.size() == 1) {
      Problem only = problems.get(0);
      throw DeployException.of(kind, only.where() + ": " + only.what(), only.hint());
    }
    throw DeployException.of(
        kind,
        problems.size()
            + " problems before anything was changed:\n"
            + problems.stream().map(each -> "  - " + each).collect(Collectors.joining("\n")),
        "");
  }

  private static void allowForbidden(KubernetesClientException refusal) {
    if (refusal.getCode() != 403) {
      throw refusal;
    }
  }
}
