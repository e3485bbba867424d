package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.Conditions;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.RevisionTemplateSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives all users to a kept revision, in one call. The service's template becomes that revision's
 * again, so that the next deployment compares with what really serves.
 */
public final class Rollback {
  private static final List<String> KEPT_ANNOTATIONS =
      List.of("portolan.dev/", "autoscaling.knative.dev/", "serving.knative.dev/no-gc");
  private static final List<String> KEPT_LABELS =
      List.of("portolan.dev/", "app.kubernetes.io/managed-by", Wanted.VISIBILITY);

  private final Deeds deeds;
  private final String namespace;

  public Rollback(Deeds deeds, String namespace) {
    this.deeds = deeds;
    this.namespace = namespace;
  }

  /**
   * The revision to go back to.
   *
   * @param version empty for the one that served before the one that serves
   */
  public static Revision target(Seen seen, Optional<String> version) {
    List<Revision> usable =
        seen.revisions().stream()
            .filter(each -> !Conditions.of(each).isFalse(Conditions.READY))
            .toList();
    String kept = String.join(", ", usable.stream().map(each -> name(each)).toList());
    if (version.isPresent()) {
      return usable.stream()
          .filter(each -> name(each).equals(version.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  DeployException.of(
                      Kind.NOT_FOUND,
                      seen.function() + " has no kept revision " + version.get(),
                      "it has " + kept));
    }
    Optional<String> serving = seen.serving();
    boolean passed = false;
    for (Revision revision : seen.restorable()) {
      if (passed) {
        return revision;
      }
      passed = serving.equals(Optional.of(name(revision)));
    }
    throw DeployException.of(
        Kind.NOT_FOUND,
        seen.function() + " has no revision that served before the one that serves now",
        "it has " + kept);
  }

  public void add(StepList list, Seen seen, Revision target) {
    if (Traffic.settled(seen.service(), name(target))) {
      return;
    }
    Deeds.Change change =
        new Deeds.Change(
            manifest(seen, target), name(target), Optional.of(seen.generation()), false);
    StepList.Lane lane = list.lane(Optional.of(seen.function()), "ksvc:" + seen.name());
    Step.Action action = run -> deeds.shift(run, change);
    lane.add(
        Phase.SHIFT,
        Change.SHIFT,
        "traffic",
        "traffic of " + seen.name() + " to " + name(target),
        seen.serving().map(serving -> serving + " serves now").orElse("nothing serves now"),
        List.of(),
        action);
  }

  private Service manifest(Seen seen, Revision target) {
    Service live = seen.service();
    Map<String, String> annotations = kept(live.getMetadata().getAnnotations(), KEPT_ANNOTATIONS);
    Map<String, String> labels = kept(live.getMetadata().getLabels(), KEPT_LABELS);
    Face face = seen.served().face(name(target)).orElseGet(() -> Face.of(live));
    face.over(labels, annotations);
    annotations.put(Ownership.SERVED, seen.served().and(name(target), face, seen).text());
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(live.getMetadata().getName())
        .withNamespace(namespace)
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withTemplate(
            new RevisionTemplateSpecBuilder()
                .withNewMetadata()
                .withName(name(target))
                .withLabels(kept(target.getMetadata().getLabels(), KEPT_LABELS))
                .withAnnotations(kept(target.getMetadata().getAnnotations(), KEPT_ANNOTATIONS))
                .endMetadata()
                .withSpec(target.getSpec())
                .build())
        .withTraffic(Traffic.all(name(target)))
        .endSpec()
        .build();
  }

  /** What we once wrote; the rest is Knative's or somebody else's. */
  private static Map<String, String> kept(Map<String, String> all, List<String> prefixes) {
    Map<String, String> kept = new TreeMap<>();
    if (all != null) {
      all.forEach(
          (key, value) -> {
            if (prefixes.stream().anyMatch(key::startsWith)) {
              kept.put(key, value);
            }
          });
    }
    return kept;
  }

  private static String name(Revision revision) {
    return revision.getMetadata().getName();
  }
}
