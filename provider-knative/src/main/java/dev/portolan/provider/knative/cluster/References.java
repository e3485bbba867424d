package dev.portolan.provider.knative.cluster;

import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What templates name in their namespace, and their revisions cannot start without.
 *
 * @param secrets names of Secrets, each with the keys that are read
 */
record References(
    SortedMap<String, SortedSet<String>> secrets,
    SortedSet<String> pullSecrets,
    SortedSet<String> serviceAccounts) {
  /**
   * Collects them.
   *
   * @param more Secrets that something else than a revision reads, with their keys
   */
  static References from(
      List<RevisionTemplateSpec> templates, List<Map<String, Set<String>>> more) {
    References all = new References(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    for (RevisionTemplateSpec template : templates) {
      var pod = template.getSpec();
      pod.getContainers().forEach(each -> each.getEnv().forEach(all::add));
      pod.getImagePullSecrets().forEach(each -> all.pullSecrets.add(each.getName()));
      if (pod.getServiceAccountName() != null) {
        all.serviceAccounts.add(pod.getServiceAccountName());
      }
    }
    for (Map<String, Set<String>> each : more) {
      each.forEach(
          (name, keys) ->
              all.secrets.computeIfAbsent(name, secret -> new TreeSet<>()).addAll(keys));
    }
    return all;
  }

  boolean isEmpty() {
    return secrets.isEmpty() && pullSecrets.isEmpty() && serviceAccounts.isEmpty();
  }

  private void add(EnvVar variable) {
    var source = variable.getValueFrom();
    if (source != null && source.getSecretKeyRef() != null) {
      secrets
          .computeIfAbsent(source.getSecretKeyRef().getName(), name -> new TreeSet<>())
          .add(source.getSecretKeyRef().getKey());
    }
  }
}
