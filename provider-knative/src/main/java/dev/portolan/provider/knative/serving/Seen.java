package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Conditions;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.ServiceNames;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A function as the cluster holds it.
 *
 * @param revisions ours, newest first
 */
public record Seen(Service service, List<Revision> revisions) {
  static final String SERVICE_OF = "serving.knative.dev/service";
  private static final Comparator<Revision> NEWEST_FIRST =
      Comparator.comparing((Revision each) -> created(each))
          .thenComparing(Seen::generation)
          .reversed();

  static Seen of(Service service, List<Revision> all) {
    String name = service.getMetadata().getName();
    List<Revision> own =
        all.stream()
            .filter(each -> name.equals(label(each, SERVICE_OF)))
            .sorted(NEWEST_FIRST)
            .toList();
    return new Seen(service, own);
  }

  public String function() {
    return Ownership.function(service);
  }

  public String name() {
    return service.getMetadata().getName();
  }

  /**
   * The revision that has users and goes on to have them while another is made. A route waits until
   * all its targets are ready, so one that failed, or was never ready, is none.
   */
  Optional<String> live() {
    return serving().filter(this::holds);
  }

  private boolean holds(String name) {
    Optional<Conditions> conditions = revision(name).map(Conditions::of);
    return conditions.filter(each -> each.isTrue(Conditions.READY)).isPresent()
        || conditions.filter(each -> !each.isFalse(Conditions.READY)).isPresent()
            && Traffic.reaches(service, name);
  }

  /** Whether a revision has failed and no user was ever sent to it. */
  public boolean stillborn(String name) {
    return revision(name).filter(each -> Conditions.of(each).isFalse(Conditions.READY)).isPresent()
        && !Traffic.reaches(service, name);
  }

  /** The revisions that a rollback can go back to, newest first: those that have served. */
  List<Revision> restorable() {
    Served served = served();
    return revisions.stream()
        .filter(each -> !Conditions.of(each).isFalse(Conditions.READY))
        .filter(each -> served.isEmpty() || served.has(each.getMetadata().getName()))
        .toList();
  }

  Served served() {
    return Served.of(service);
  }

  /** Whether it has callers over HTTP, or events alone. */
  boolean answersHttp() {
    return !Ownership.annotation(service, Ownership.CALLED_BY).orElse("").equals("events");
  }

  Optional<String> serving() {
    return Traffic.serving(service);
  }

  public Optional<Revision> revision(String name) {
    return revisions.stream().filter(each -> each.getMetadata().getName().equals(name)).findFirst();
  }

  long generation() {
    return service.getMetadata().getGeneration();
  }

  /** Whether a template or a revision is as we made it: named after the digest that it bears. */
  static boolean made(ObjectMeta metadata, String service) {
    String digest =
        metadata == null || metadata.getAnnotations() == null
            ? ""
            : metadata.getAnnotations().getOrDefault(Ownership.CONFIGURATION, "");
    return digest.matches("[0-9a-f]{64}")
        && ServiceNames.revision(service, digest).equals(metadata.getName());
  }

  public static String image(Revision revision) {
    return revision.getSpec().getContainers().get(0).getImage();
  }

  private static String created(Revision revision) {
    return String.valueOf(revision.getMetadata().getCreationTimestamp());
  }

  /** Of two made in one second, the one of the later configuration is the newer. */
  private static long generation(Revision revision) {
    String text = label(revision, "serving.knative.dev/configurationGeneration");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String label(Revision revision, String key) {
    var labels = revision.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(key, "");
  }
}
