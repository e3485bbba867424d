package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.TrafficTargetStatus;
import dev.portolan.provider.gcp.config.Names;
import dev.portolan.provider.gcp.config.Place;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which revision users reach, and which may be asked beforehand. */
public final class Traffic {
  private static final int ALL = 100;

  private Traffic() {}

  /** All users to one revision. */
  public static List<TrafficTarget> all(String revision) {
    return List.of(target(revision, ALL, ""));
  }

  /** All users to one revision, and another under our tag. */
  static List<TrafficTarget> tagged(String serving, String revision) {
    return List.of(target(serving, ALL, ""), target(revision, 0, Names.TAG));
  }

  /** All users to one revision, and under our tag the one that is about to be made. */
  public static List<TrafficTarget> beside(String serving) {
    return List.of(target(serving, ALL, ""), latest(0, Names.TAG));
  }

  /** All users to the revision that is about to be made. */
  public static List<TrafficTarget> first() {
    return List.of(latest(ALL, ""));
  }

  /** The revision that most users are sent to, as it was asked for. */
  static Optional<String> serving(Service service) {
    if (service.getTrafficCount() == 0) {
      return latestReady(service);
    }
    return service.getTrafficList().stream()
        .filter(target -> target.getPercent() > 0)
        .max(Comparator.comparingInt(TrafficTarget::getPercent))
        .flatMap(target -> revision(service, target));
  }

  /** Whether one revision has all users and nothing else is in the list. */
  static boolean settled(Service service, String revision) {
    return service.getTrafficList().equals(all(revision));
  }

  /** Whether all users go to revisions that are named, so that a newer one takes none. */
  static boolean isPinned(Service service) {
    return service.getTrafficCount() > 0
        && service.getTrafficList().stream()
            .noneMatch(target -> target.getPercent() > 0 && target.getRevision().isEmpty());
  }

  /** Whether a revision is asked for, by users or under a tag. */
  static boolean names(Service service, String revision) {
    return service.getTrafficList().stream()
        .anyMatch(target -> revision(service, target).equals(Optional.of(revision)));
  }

  /** The address of a revision alone, once it has one. */
  static Optional<URI> address(Service service, String revision) {
    Optional<URI> tagged =
        service.getTrafficStatusesList().stream()
            .filter(target -> Names.TAG.equals(target.getTag()))
            .filter(target -> revision(service, target).equals(Optional.of(revision)))
            .map(TrafficTargetStatus::getUri)
            .filter(uri -> !uri.isEmpty())
            .map(URI::create)
            .findFirst();
    boolean alone = serving(service).equals(Optional.of(revision));
    return tagged.or(
        () ->
            alone
                ? Optional.of(service.getUri()).filter(u -> !u.isEmpty()).map(URI::create)
                : Optional.empty());
  }

  /** Whether a revision is asked for under our tag. */
  static boolean tags(Service service, String revision) {
    return service.getTrafficList().stream()
        .filter(target -> Names.TAG.equals(target.getTag()))
        .anyMatch(target -> revision(service, target).equals(Optional.of(revision)));
  }

  private static Optional<String> revision(Service service, TrafficTarget target) {
    return target.getRevision().isEmpty()
        ? latestReady(service)
        : Optional.of(target.getRevision());
  }

  private static Optional<String> revision(Service service, TrafficTargetStatus target) {
    return target.getRevision().isEmpty()
        ? latestReady(service)
        : Optional.of(target.getRevision());
  }

  private static Optional<String> latestReady(Service service) {
    return Optional.of(service.getLatestReadyRevision())
        .filter(name -> !name.isEmpty())
        .map(Place::last);
  }

  private static TrafficTarget target(String revision, int percent, String tag) {
    return TrafficTarget.newBuilder()
        .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
        .setRevision(revision)
        .setPercent(percent)
        .setTag(tag)
        .build();
  }

  private static TrafficTarget latest(int percent, String tag) {
    return TrafficTarget.newBuilder()
        .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
        .setPercent(percent)
        .setTag(tag)
        .build();
  }
}
