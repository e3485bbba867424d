package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Tally;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about objects of whatever kind, one method each, all in one namespace. */
public final class ObjectCalls {
  private final KubernetesClient client;
  private final String namespace;
  private final Tally tally;

  ObjectCalls(KubernetesClient client, String namespace, Tally tally) {
    this.client = client;
    this.namespace = namespace;
    this.tally = tally;
  }

  /** All that bear these labels; empty if the cluster does not know the kind. */
  public Optional<List<GenericKubernetesResource>> list(
      ResourceDefinitionContext kind, Map<String, String> labels) throws Exception {
    return tally.read(
        () -> {
          try {
            return Optional.of(all(kind).withLabels(labels).list().getItems());
          } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  public Optional<GenericKubernetesResource> find(ResourceDefinitionContext kind, String name)
      throws Exception {
    return tally.read(() -> Optional.ofNullable(all(kind).withName(name).get()));
  }

  /** The same, while something is waited for. */
  public Optional<GenericKubernetesResource> glance(ResourceDefinitionContext kind, String name)
      throws Exception {
    return tally.glance(() -> Optional.ofNullable(all(kind).withName(name).get()));
  }

  /** What the server would make of a manifest, webhooks included; changes nothing. */
  public void rehearse(ResourceDefinitionContext kind, GenericKubernetesResource manifest)
      throws Exception {
    tally.read(
        () ->
            all(kind)
                .resource(manifest)
                .dryRun(true)
                .fieldManager(Ownership.MANAGER)
                .forceConflicts()
                .serverSideApply());
  }

  /**
   * Makes the server hold a manifest.
   *
   * @param force whether fields that somebody else set are set back
   */
  public void apply(
      ResourceDefinitionContext kind, GenericKubernetesResource manifest, boolean force)
      throws Exception {
    tally.mutation(
        () -> {
          ServerSideApplicable<GenericKubernetesResource> ours =
              all(kind).resource(manifest).fieldManager(Ownership.MANAGER);
          return (force ? ours.forceConflicts() : ours).serverSideApply();
        });
  }

  public void delete(ResourceDefinitionContext kind, String name) throws Exception {
    tally.mutation(() -> all(kind).withName(name).delete());
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all(ResourceDefinitionContext kind) {
    return client.genericKubernetesResources(kind).inNamespace(namespace);
  }
}
