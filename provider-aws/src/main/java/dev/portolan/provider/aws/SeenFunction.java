package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeadLetterVariable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A function as it is, with all that hangs on it.
 *
 * @param revision changes with every update; given back, it proves that nobody came between
 * @param versions newest first
 * @param policy who may call the live alias
 */
record SeenFunction(
    String physicalName,
    String arn,
    FunctionConfig config,
    CodeConfig code,
    String revision,
    Map<String, String> tags,
    OptionalInt reserved,
    List<SeenVersion> versions,
    List<SeenAlias> aliases,
    AccessCalls.Policy policy,
    Optional<AccessCalls.Url> url) {
  SeenFunction {
    versions =
        versions.stream().sorted(Comparator.comparingInt(SeenVersion::order).reversed()).toList();
    aliases = List.copyOf(aliases);
  }

  /**
   * Ids of the statements that let requests in, and of all that no event needs: those for rules of
   * another account or region among them.
   */
  SortedSet<String> statements(Place place) {
    SortedSet<String> ids = new TreeSet<>(policy.ids());
    ids.removeAll(policy.topics().keySet());
    policy.rules().forEach((id, arn) -> RuleName.parse(place, arn).ifPresent(r -> ids.remove(id)));
    ids.removeAll(policy.buckets().keySet());
    return ids;
  }

  /** What its project calls it. */
  String name() {
    return tags.getOrDefault(Ownership.FUNCTION, physicalName);
  }

  Optional<SeenAlias> live() {
    return aliases.stream().filter(alias -> alias.name().equals(Place.LIVE)).findFirst();
  }

  Optional<SeenVersion> version(String number) {
    return versions.stream().filter(version -> version.number().equals(number)).findFirst();
  }

  /** The version that users reach. */
  Optional<SeenVersion> serving() {
    return live().flatMap(alias -> version(alias.version()));
  }

  /** Where what serves sends what it refuses: a queue's URL. */
  Optional<String> deadLetter() {
    return serving().map(version -> version.config().environment().get(DeadLetterVariable.NAME));
  }

  /** What that which serves calls by itself. */
  WantedUses uses(Place place) {
    return serving()
        .map(version -> WantedUses.told(place, version.config().environment()))
        .orElse(WantedUses.none());
  }

  /** What that which serves does by itself, one phrase a right that it needs. */
  SortedSet<String> deeds() {
    return serving()
        .map(version -> WantedUses.deeds(version.config().environment()))
        .orElse(new TreeSet<>());
  }

  /** Whether a kept version was released with this bound. */
  boolean released(OptionalInt bound) {
    return versions.stream()
        .flatMap(version -> version.release().stream())
        .anyMatch(release -> release.concurrency().equals(bound));
  }

  /** Whether it has, or once had, a URL: asking costs a call, so it is asked only then. */
  static boolean urlLikely(List<SeenVersion> versions) {
    return versions.stream()
        .map(SeenVersion::release)
        .flatMap(Optional::stream)
        .anyMatch(release -> release.front().filter(Front.URL::equals).isPresent());
  }
}
