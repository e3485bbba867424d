package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.ServiceNames;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.TrafficTarget;
import io.fabric8.knative.serving.v1.TrafficTargetBuilder;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which revision users reach, and which may be asked beforehand. */
public final class Traffic {
  private static final long ALL = 100;

  private Traffic() {}

  /** All users to one revision. */
  public static List<TrafficTarget> all(String revision) {
    return List.of(target(revision, ALL, null));
  }

  /**
   * A new revision that has an address of its own, and users only if nothing else has them.
   *
   * @param serving the revision that serves and goes on to
   */
  static List<TrafficTarget> staged(Optional<String> serving, String revision) {
    return serving.isPresent()
        ? List.of(target(serving.get(), ALL, null), target(revision, 0, ServiceNames.TAG))
        : List.of(target(revision, ALL, ServiceNames.TAG));
  }

  /** The revision that most users are sent to, as it was asked for. */
  static Optional<String> serving(Service service) {
    return targets(service).stream()
        .filter(target -> percent(target) > 0)
        .max(Comparator.comparingLong(Traffic::percent))
        .flatMap(target -> revision(service, target));
  }

  /** The revision that waits under our tag. */
  static Optional<String> tagged(Service service) {
    return targets(service).stream()
        .filter(target -> ServiceNames.TAG.equals(target.getTag()))
        .findFirst()
        .flatMap(target -> revision(service, target));
  }

  /** Whether one revision has all users and nothing else is in the list. */
  static boolean settled(Service service, String revision) {
    List<TrafficTarget> targets = targets(service);
    return targets.size() == 1
        && percent(targets.get(0)) == ALL
        && targets.get(0).getTag() == null
        && revision.equals(targets.get(0).getRevisionName());
  }

  /** Whether the ingress sends users to a revision, as far as Knative has told. */
  static boolean reaches(Service service, String revision) {
    return service.getStatus() != null
        && service.getStatus().getTraffic().stream()
            .anyMatch(target -> revision.equals(target.getRevisionName()) && percent(target) > 0);
  }

  /** Whether a revision is asked for, by users or under a tag. */
  static boolean names(Service service, String revision) {
    return targets(service).stream().anyMatch(target -> revision.equals(target.getRevisionName()));
  }

  /** The address of a revision under our tag, once the ingress has it. */
  static Optional<URI> tagUrl(Service service, String revision) {
    return service.getStatus().getTraffic().stream()
        .filter(target -> ServiceNames.TAG.equals(target.getTag()))
        .filter(target -> revision.equals(target.getRevisionName()))
        .map(TrafficTarget::getUrl)
        .filter(url -> url != null && !url.isEmpty())
        .map(URI::create)
        .findFirst();
  }

  /** Each target in a line. */
  static List<String> text(Service service) {
    return targets(service).stream()
        .map(
            target ->
                percent(target)
                    + " % to "
                    + target.getRevisionName()
                    + (target.getTag() == null ? "" : " as " + target.getTag()))
        .toList();
  }

  private static Optional<String> revision(Service service, TrafficTarget target) {
    if (target.getRevisionName() != null) {
      return Optional.of(target.getRevisionName());
    }
    return Optional.ofNullable(service.getStatus())
        .map(status -> status.getLatestReadyRevisionName());
  }

  private static List<TrafficTarget> targets(Service service) {
    return service.getSpec() == null || service.getSpec().getTraffic() == null
        ? List.of()
        : service.getSpec().getTraffic();
  }

  private static long percent(TrafficTarget target) {
    return target.getPercent() == null ? 0 : target.getPercent();
  }

  private static TrafficTarget target(String revision, long percent, String tag) {
    return new TrafficTargetBuilder()
        .withRevisionName(revision)
        .withPercent(percent)
        .withTag(tag)
        .build();
  }
}
