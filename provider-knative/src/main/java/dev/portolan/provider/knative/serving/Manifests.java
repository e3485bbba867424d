package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.knative.serving.v1.TrafficTarget;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the service that we ask for: all fields of ours, each time, for what is left out goes. */
public record Manifests(String namespace) {
  /** As it shall be once the revision serves, for those who deploy by other means. */
  public Service service(Wanted wanted, String image) {
    return service(wanted, image, Traffic.all(wanted.revision()), Served.none());
  }

  /** As it shall be, but with the address that it has now, if another revision still serves. */
  Service staged(
      Wanted wanted, String image, List<TrafficTarget> traffic, Served served, Service live) {
    Service service = service(wanted, image, traffic, served);
    SortedMap<String, String> labels = new TreeMap<>(wanted.labels());
    labels.remove(Wanted.VISIBILITY);
    if (Drift.hidden(live)) {
      labels.put(Wanted.VISIBILITY, Wanted.INSIDE);
    }
    return service.edit().editMetadata().withLabels(labels).endMetadata().build();
  }

  Service service(Wanted wanted, String image, List<TrafficTarget> traffic, Served served) {
    SortedMap<String, String> annotations = new TreeMap<>(wanted.annotations());
    if (!served.isEmpty()) {
      annotations.put(Ownership.SERVED, served.text());
    }
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(wanted.service())
        .withNamespace(namespace)
        .withLabels(wanted.labels())
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withTemplate(withImage(wanted.template(), image))
        .withTraffic(traffic)
        .endSpec()
        .build();
  }

  /**
   * A manifest as it is applied over what is there: only over the version that was looked at, and
   * with the template as the server has completed it, where it is the same revision's. Knative
   * completes a template once; one that lacks a default later is refused with "Saw the following
   * changes without a name change".
   *
   * @see <a
   *     href="https://github.com/knative/serving/blob/main/pkg/apis/serving/v1/configuration_validation.go">
   *     validation of a template that keeps its name</a>
   */
  public static Service over(Service live, Service manifest) {
    Service fenced =
        manifest
            .edit()
            .editMetadata()
            .withResourceVersion(live.getMetadata().getResourceVersion())
            .endMetadata()
            .build();
    if (!revision(live).equals(revision(manifest))) {
      return fenced;
    }
    return fenced.edit().editSpec().withTemplate(live.getSpec().getTemplate()).endSpec().build();
  }

  /** The revision that a service's template names. */
  static Optional<String> revision(Service service) {
    return Optional.ofNullable(service.getSpec().getTemplate().getMetadata())
        .map(metadata -> metadata.getName());
  }

  private static RevisionTemplateSpec withImage(RevisionTemplateSpec template, String image) {
    return template
        .edit()
        .editSpec()
        .editFirstContainer()
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }
}
