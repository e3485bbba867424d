package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.config.FunctionSettings;
import dev.portolan.provider.knative.config.KnativeSettings;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import java.util.Map;
import java.util.SortedMap;

/**
 * One function as the cluster shall hold it: the portable description, lowered.
 *
 * @param name what its project calls it
 * @param service what the cluster calls it
 * @param revision the revision that shall serve, named after all that it is made of
 * @param labels of the service
 * @param template the revision, its image still to be named
 * @param reachable whether it has an address outside the cluster
 * @param artifact digest of the packed project
 */
public record Wanted(
    String name,
    String service,
    String revision,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    RevisionTemplateSpec template,
    boolean reachable,
    String artifact,
    FunctionSettings settings) {
  /** Keeps a service inside the cluster. */
  static final String VISIBILITY = "networking.knative.dev/visibility";

  static final String INSIDE = "cluster-local";

  /**
   * Lowers a function.
   *
   * @param places variables that tell where what it sends to is
   */
  public static Wanted of(
      Owner owner,
      FunctionSpec spec,
      String artifact,
      Repository repository,
      KnativeSettings run,
      Settings given,
      Capabilities cluster,
      Map<String, String> places) {
    FunctionSettings settings = FunctionSettings.from(spec, given);
    boolean http = spec.triggers().stream().anyMatch(Trigger.Http.class::isInstance);
    boolean reachable = http && (run.ingressAuthenticates() || open(spec));
    SortedMap<String, String> labels = Ownership.labels(owner, spec.name());
    if (!reachable) {
      labels.put(VISIBILITY, INSIDE);
    }
    SortedMap<String, String> annotations = new java.util.TreeMap<>();
    annotations.put(Ownership.OWNER, owner.id());
    annotations.put(Ownership.FUNCTION, spec.name());
    annotations.put(Ownership.CALLED_BY, calledBy(spec, http));
    path(spec, annotations);
    String service = ServiceNames.service(owner, spec.name());
    Template template = new Template(owner, spec, settings, artifact, repository, cluster, places);
    return new Wanted(
        spec.name(),
        service,
        ServiceNames.revision(service, template.configuration()),
        labels,
        annotations,
        template.build(service),
        reachable,
        artifact,
        settings);
  }

  Face face() {
    return new Face(
        !reachable,
        annotations.get(Ownership.CALLED_BY),
        annotations.getOrDefault(Ownership.PATH, ""));
  }

  /** Whether anyone may call it, asked for by at least one of its triggers. */
  private static boolean open(FunctionSpec spec) {
    return spec.triggers().stream()
        .anyMatch(
            trigger ->
                trigger instanceof Trigger.Http http && http.access() == Trigger.Access.PUBLIC);
  }

  private static String calledBy(FunctionSpec spec, boolean http) {
    boolean events = !spec.triggers().stream().allMatch(Trigger.Http.class::isInstance);
    return http && events ? "http,events" : events ? "events" : "http";
  }

  private static void path(FunctionSpec spec, SortedMap<String, String> annotations) {
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Http http && !http.path().contains("{")) {
        annotations.putIfAbsent(Ownership.PATH, http.path());
      }
    }
  }
}
