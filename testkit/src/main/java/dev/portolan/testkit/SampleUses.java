package dev.portolan.testkit;

import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the contracts' functions send to, read and store in. */
final class SampleUses {
  private static final String TO_PACK = SampleProject.QUEUES.get(0);
  private static final String TO_SHIP = SampleProject.QUEUES.get(1);
  private static final String PHOTOS = SampleProject.BUCKETS.get(0);
  private static final String SCANS = SampleProject.BUCKETS.get(1);

  private SampleUses() {}

  /** Those features that such a use needs. */
  static List<Feature> among(Set<Feature> features) {
    return Stream.of(Feature.SENDING, Feature.BUCKETS).filter(features::contains).toList();
  }

  static List<Use> of(Feature feature) {
    return switch (feature) {
      case SENDING -> List.of(new Use(Use.Kind.SEND, TO_SHIP));
      case BUCKETS -> List.of(new Use(Use.Kind.READ, PHOTOS));
      default -> throw new IllegalArgumentException(feature.name());
    };
  }

  /** The same, changed in one respect each. */
  static List<List<Use>> changed(Feature feature) {
    return switch (feature) {
      case SENDING ->
          List.of(
              List.of(new Use(Use.Kind.SEND, TO_PACK)),
              List.of(new Use(Use.Kind.SEND, TO_SHIP), new Use(Use.Kind.SEND, TO_PACK)));
      case BUCKETS ->
          List.of(
              List.of(new Use(Use.Kind.READ, SCANS)),
              List.of(new Use(Use.Kind.WRITE, PHOTOS)),
              List.of(new Use(Use.Kind.READ, PHOTOS), new Use(Use.Kind.WRITE, PHOTOS)));
      default -> throw new IllegalArgumentException(feature.name());
    };
  }

  /**
   * All that these features let a function use.
   *
   * @param change which of its changes each has undergone, from 1 on, those over and over; 0 for
   *     none
   */
  static List<Use> all(Set<Feature> features, int change) {
    List<Use> uses = new ArrayList<>();
    for (Feature feature : among(features)) {
      List<List<Use>> changed = changed(feature);
      uses.addAll(change == 0 ? of(feature) : changed.get((change - 1) % changed.size()));
    }
    return uses;
  }
}
