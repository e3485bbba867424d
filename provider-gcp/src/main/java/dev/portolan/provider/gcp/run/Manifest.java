package dev.portolan.provider.gcp.run;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.EnvVarSource;
import com.google.cloud.run.v2.ResourceRequirements;
import com.google.cloud.run.v2.RevisionScaling;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.SecretKeySelector;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.protobuf.Duration;
import dev.portolan.provider.gcp.config.Amounts;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.serving.Drift;
import dev.portolan.provider.gcp.serving.Reach;
import dev.portolan.provider.gcp.serving.Shape;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A service as we ask for it.
 *
 * @param image what its next revision runs
 * @param after name of a revision of the same shape that failed, and that Cloud Run would otherwise
 *     take for this one; empty for none
 */
record Manifest(Wanted wanted, String image, String after) {
  private static final String AFTER = "portolan.dev/after";

  /** A service that is not there yet. */
  Service service(List<TrafficTarget> traffic) {
    Service none = Service.newBuilder().setIngress(Reach.of(wanted.settings().ingress())).build();
    return over(none, traffic);
  }

  /**
   * A service that is, with all that is ours to say replaced; what others have set stays, and so
   * does where it can be reached from, since the revision that serves can.
   */
  Service over(Service live, List<TrafficTarget> traffic) {
    return live.toBuilder()
        .putAllLabels(wanted.labels())
        .putAnnotations(Ownership.OWNER_ANNOTATION, wanted.owner().id())
        .setTemplate(template(live.getTemplate()))
        .clearTraffic()
        .addAllTraffic(traffic)
        .build();
  }

  /** Whether a service was asked for all this before, its traffic aside. */
  boolean isHeldBy(Service live) {
    RevisionTemplate template = live.getTemplate();
    return Shape.of(template).equals(wanted.shape())
        && template.getContainers(0).getImage().equals(image)
        && template.getAnnotationsOrDefault(AFTER, "").equals(after)
        && Drift.of(wanted, live).isEmpty();
  }

  private RevisionTemplate template(RevisionTemplate live) {
    Shape shape = wanted.shape();
    SortedMap<String, String> annotations = new TreeMap<>(Map.of(Shape.IMAGE, image));
    if (!after.isEmpty()) {
      annotations.put(AFTER, after);
    }
    return live.toBuilder()
        .clearRevision()
        .clearLabels()
        .putAllLabels(wanted.labels())
        .clearAnnotations()
        .putAllAnnotations(annotations)
        .setScaling(
            RevisionScaling.newBuilder()
                .setMinInstanceCount(shape.least())
                .setMaxInstanceCount(shape.most()))
        .setTimeout(Duration.newBuilder().setSeconds(shape.timeoutSeconds()))
        .setServiceAccount(shape.serviceAccount())
        .setMaxInstanceRequestConcurrency(shape.concurrency())
        .clearContainers()
        .addContainers(
            container(
                shape,
                live.getContainersCount() == 0
                    ? Container.getDefaultInstance()
                    : live.getContainers(0)))
        .build();
  }

  private Container container(Shape shape, Container live) {
    Container.Builder container =
        live.toBuilder()
            .setImage(image)
            .clearBaseImageUri()
            .clearCommand()
            .clearArgs()
            .clearWorkingDir()
            .clearStartupProbe()
            .clearLivenessProbe()
            .clearEnv()
            .setResources(
                ResourceRequirements.newBuilder()
                    .putLimits("cpu", Amounts.cpu(shape.milliCpu()))
                    .putLimits("memory", Amounts.memory(shape.memoryMebibytes()))
                    .setCpuIdle(true)
                    .setStartupCpuBoost(true));
    SortedMap<String, EnvVar> variables = new TreeMap<>();
    shape
        .environment()
        .forEach(
            (name, value) ->
                variables.put(name, EnvVar.newBuilder().setName(name).setValue(value).build()));
    shape.secrets().forEach((name, version) -> variables.put(name, secret(name, version)));
    return container.addAllEnv(variables.values()).build();
  }

  private static EnvVar secret(String name, String reference) {
    int mark = reference.indexOf('#');
    return EnvVar.newBuilder()
        .setName(name)
        .setValueSource(
            EnvVarSource.newBuilder()
                .setSecretKeyRef(
                    SecretKeySelector.newBuilder()
                        .setSecret(Place.last(reference.substring(0, mark)))
                        .setVersion(reference.substring(mark + 1))))
        .build();
  }
}
