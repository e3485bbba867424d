package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.knative.cluster.Cluster;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.config.KnativeSettings;
import io.fabric8.knative.eventing.v1.TriggerBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;

/** Somebody else who works in the same namespace. */
record Stranger(HttpClient http, Settings settings) {
  /** Has a service of somebody else's take all that a broker gets. */
  void listen(String broker, String name) {
    try (KubernetesClient client = client()) {
      client
          .resource(
              new TriggerBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace("default")
                  .endMetadata()
                  .withNewSpec()
                  .withBroker(broker)
                  .withNewSubscriber()
                  .withUri("http://auditor.example.com")
                  .endSubscriber()
                  .endSpec()
                  .build())
          .create();
    }
  }

  /** Hides a function of ours, as {@code kubectl label} does. */
  void hide(Owner owner, String function) {
    try (KubernetesClient client = client()) {
      PatchContext by =
          new PatchContext.Builder()
              .withPatchType(PatchType.JSON_MERGE)
              .withFieldManager("kubectl-label")
              .build();
      client
          .resources(Service.class)
          .inNamespace("default")
          .withName(ServiceNames.service(owner, function))
          .patch(
              by,
              "{\"metadata\":{\"labels\":{\"networking.knative.dev/visibility\":\"cluster-local\"}}}");
    }
  }

  /** Makes a service of the name that a function of ours would have. */
  void plant(Owner owner, String function) {
    try (KubernetesClient client = client()) {
      Service theirs =
          new ServiceBuilder()
              .withNewMetadata()
              .withName(ServiceNames.service(owner, function))
              .withNamespace("default")
              .endMetadata()
              .withNewSpec()
              .withNewTemplate()
              .withNewSpec()
              .addNewContainer()
              .withImage("registry.example.com/theirs@sha256:" + "0".repeat(64))
              .endContainer()
              .endSpec()
              .endTemplate()
              .endSpec()
              .build();
      client.resource(theirs).create();
    }
  }

  /** Gives a function of ours more memory, as {@code kn service update} does. */
  void resize(Owner owner, String function) {
    try (KubernetesClient client = client()) {
      PatchContext by =
          new PatchContext.Builder()
              .withPatchType(PatchType.JSON_MERGE)
              .withFieldManager("kn")
              .build();
      var resource =
          client
              .resources(Service.class)
              .inNamespace("default")
              .withName(ServiceNames.service(owner, function));
      Service changed =
          resource
              .get()
              .edit()
              .editSpec()
              .editTemplate()
              .editMetadata()
              .withName(ServiceNames.service(owner, function) + "-00007")
              .endMetadata()
              .editSpec()
              .editFirstContainer()
              .editResources()
              .addToLimits(Map.of("memory", Quantity.parse("4Gi")))
              .endResources()
              .endContainer()
              .endSpec()
              .endTemplate()
              .endSpec()
              .withStatus(null)
              .build();
      changed.getMetadata().setManagedFields(null);
      changed.getMetadata().setResourceVersion(null);
      resource.patch(by, changed);
    }
  }

  private KubernetesClient client() {
    return Cluster.open(
        Cluster.config(KnativeSettings.from(settings), Map.of()),
        Optional.of(new InProcessKube(http)));
  }
}
