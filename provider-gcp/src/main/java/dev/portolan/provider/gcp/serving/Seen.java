package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.protobuf.util.Timestamps;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A function as Cloud Run holds it.
 *
 * @param revisions newest first
 */
public record Seen(Service service, List<Revision> revisions) {
  private static final Comparator<Revision> NEWEST_FIRST =
      Comparator.comparing(Revision::getCreateTime, Timestamps.comparator())
          .thenComparing(Revision::getName)
          .reversed();

  static Seen of(Service service, List<Revision> revisions) {
    return new Seen(service, revisions.stream().sorted(NEWEST_FIRST).toList());
  }

  /** What its project calls it. */
  public String function() {
    return Ownership.function(service.getLabelsMap());
  }

  public String name() {
    return Place.last(service.getName());
  }

  public long generation() {
    return service.getGeneration();
  }

  /** The revision that has users and goes on to have them while another is made. */
  public Optional<String> live() {
    return serving().filter(name -> revision(name).filter(Conditions::ready).isPresent());
  }

  Optional<String> serving() {
    return Traffic.serving(service);
  }

  /** The revision of a shape that has not failed: the one that serves, or else the newest. */
  public Optional<Revision> holding(Shape shape) {
    List<Revision> all =
        revisions.stream()
            .filter(each -> !Conditions.failed(each))
            .filter(each -> Shape.of(each).equals(shape))
            .toList();
    return all.stream()
        .filter(each -> serving().equals(Optional.of(name(each))))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** The newest revision of a shape that has failed. */
  public Optional<Revision> failed(Shape shape) {
    return revisions.stream()
        .filter(Conditions::failed)
        .filter(each -> Shape.of(each).equals(shape))
        .findFirst();
  }

  Optional<Revision> revision(String name) {
    return revisions.stream().filter(each -> name(each).equals(name)).findFirst();
  }

  /**
   * The revisions that a rollback can go back to, the one that served last first: ours that have
   * served. Where nothing tells which have, the newest first.
   */
  List<Revision> restorable() {
    Served served = Served.of(service);
    return revisions.stream()
        .filter(each -> !Conditions.failed(each) && Shape.of(each).isSealed())
        .filter(each -> served.isEmpty() || served.has(name(each)))
        .sorted(Comparator.comparing(each -> -served.revisions().indexOf(name(each))))
        .toList();
  }

  /** How the revision that serves meets the world. */
  public Face face() {
    return serving()
        .flatMap(this::revision)
        .map(each -> Face.of(Shape.of(each).environment()))
        .orElseGet(() -> Face.of(Shape.of(service.getTemplate()).environment()));
  }

  /** The last part of a revision's name. */
  public static String name(Revision revision) {
    return Place.last(revision.getName());
  }
}
