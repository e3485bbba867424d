package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.images.image.Sha256;
import dev.portolan.images.packing.Probes;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.KubeJson;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.config.Amounts;
import dev.portolan.provider.knative.config.FunctionSettings;
import dev.portolan.provider.knative.config.SecretReference;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.RevisionTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lowers a function to the template that its revision is made of. Says what Knative would fill in
 * on creation only ({@code enableServiceLinks}) or as its operator likes (the container's name): a
 * template that comes back must be the kept revision's to the last field, or its name is taken.
 *
 * @see <a
 *     href="https://github.com/knative/serving/blob/main/pkg/reconciler/configuration/configuration.go">
 *     CheckNameAvailability</a>
 */
final class Template {
  private final Owner owner;
  private final FunctionSpec spec;
  private final FunctionSettings settings;
  private final String artifact;
  private final Repository repository;
  private final Capabilities cluster;
  private final Scaling scaling;
  private final Map<String, String> places;

  Template(
      Owner owner,
      FunctionSpec spec,
      FunctionSettings settings,
      String artifact,
      Repository repository,
      Capabilities cluster,
      Map<String, String> places) {
    this.owner = owner;
    this.spec = spec;
    this.settings = settings;
    this.artifact = artifact;
    this.repository = repository;
    this.cluster = cluster;
    this.places = places;
    this.scaling = Scaling.of(settings, spec.sizing().maxConcurrency());
  }

  /** Digest of all that makes one revision differ from another. */
  String configuration() {
    return Sha256.hex(repository + " " + KubeJson.SHARED.asJson(unnamed(Optional.empty())));
  }

  RevisionTemplateSpec build(String service) {
    String configuration = configuration();
    return unnamed(Optional.of(configuration))
        .edit()
        .editMetadata()
        .withName(ServiceNames.revision(service, configuration))
        .endMetadata()
        .build();
  }

  private RevisionTemplateSpec unnamed(Optional<String> configuration) {
    SortedMap<String, String> annotations = scaling.annotations(settings);
    annotations.put(Ownership.OWNER, owner.id());
    annotations.put(Ownership.FUNCTION, spec.name());
    annotations.put(Ownership.ARTIFACT, artifact);
    configuration.ifPresent(digest -> annotations.put(Ownership.CONFIGURATION, digest));
    // Knative's collector leaves it alone; we delete it when newer ones are enough.
    annotations.put("serving.knative.dev/no-gc", "true");
    return new RevisionTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Ownership.labels(owner, spec.name()))
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withContainerConcurrency((long) scaling.concurrency())
        .withTimeoutSeconds(spec.sizing().timeout().toSeconds())
        .withServiceAccountName(settings.serviceAccount().orElse(null))
        .withImagePullSecrets(
            settings.pullSecret().map(LocalObjectReference::new).stream().toList())
        .withEnableServiceLinks(false)
        .withContainers(container())
        .endSpec()
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName(KubeCalls.CONTAINER)
        .withEnv(environment())
        .withNewResources()
        .withLimits(amounts(cpuLimit()))
        .withRequests(amounts(cluster.equalRequests() ? cpuLimit() : settings.cpuRequest()))
        .endResources()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath(Probes.READY)
        .endHttpGet()
        .withSuccessThreshold(1)
        .endReadinessProbe()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .build();
  }

  private int cpuLimit() {
    return settings.cpuLimit();
  }

  private Map<String, Quantity> amounts(int milliCpu) {
    return new TreeMap<>(
        Map.of(
            "cpu", Quantity.parse(Amounts.cpu(milliCpu)),
            "memory", Quantity.parse(Amounts.memory(spec.sizing().memoryMebibytes()))));
  }

  private List<EnvVar> environment() {
    SortedMap<String, EnvVar> all = new TreeMap<>();
    spec.environment().forEach((name, value) -> all.put(name, variable(name, value)));
    String secrets =
        all.values().stream()
            .filter(variable -> variable.getValueFrom() != null)
            .map(EnvVar::getName)
            .collect(Collectors.joining(","));
    if (!secrets.isEmpty()) {
      put(all, "PORTOLAN_SECRET_KEYS", secrets);
    }
    put(all, "PORTOLAN_FUNCTION", spec.name());
    put(all, "PORTOLAN_TIMEOUT_MILLIS", String.valueOf(spec.sizing().timeout().toMillis()));
    if (scaling.concurrency() > 0) {
      put(all, "PORTOLAN_CONCURRENCY", String.valueOf(scaling.concurrency()));
    }
    places.forEach((name, value) -> put(all, name, value));
    return List.copyOf(all.values());
  }

  private static void put(SortedMap<String, EnvVar> all, String name, String value) {
    all.put(name, new EnvVarBuilder().withName(name).withValue(value).build());
  }

  private static EnvVar variable(String name, String value) {
    Optional<SecretReference> secret = SecretReference.parse(value);
    EnvVarBuilder variable = new EnvVarBuilder().withName(name);
    return secret.isEmpty()
        ? variable.withValue(value).build()
        : variable
            .withNewValueFrom()
            .withNewSecretKeyRef(secret.get().key(), secret.get().name(), null)
            .endValueFrom()
            .build();
  }
}
