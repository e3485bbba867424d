package dev.portolan.deploy.portability;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that keeps a project from running anywhere, or ties it to somewhere.
 *
 * @param name of its kind, by which it can be accepted: {@code file-write}
 * @param place where it is
 * @param what what is there
 * @param hint what to do about it
 * @param note whether it may be right as it is, and fails nothing
 * @param ties the provider that it ties the project to, if it does
 * @param providers whom it concerns, sorted; of a tie all others cannot run it
 * @param isolated the interface of the project's own behind which it stands, beside another class
 *     that is free of the vendor
 * @param accepted why somebody accepts it
 */
public record Finding(
    String name,
    Place place,
    String what,
    String hint,
    boolean note,
    Optional<String> ties,
    List<String> providers,
    Optional<String> isolated,
    Optional<String> accepted) {
  public Finding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(hint, "hint");
    Objects.requireNonNull(ties, "ties");
    providers = providers.stream().sorted().toList();
    Objects.requireNonNull(isolated, "isolated");
    Objects.requireNonNull(accepted, "accepted");
  }

  /** What keeps it from running at some providers. */
  public static Finding at(
      String name, Place place, String what, String hint, List<String> providers) {
    return of(name, place, what, hint, false, Optional.empty(), providers);
  }

  /** What may come out otherwise at some providers. */
  public static Finding note(
      String name, Place place, String what, String hint, List<String> providers) {
    return of(name, place, what, hint, true, Optional.empty(), providers);
  }

  /** What ties it to a provider. */
  public static Finding tie(String name, Place place, String what, String hint, String provider) {
    return of(name, place, what, hint, false, Optional.of(provider), List.of(provider));
  }

  private static Finding of(
      String name,
      Place place,
      String what,
      String hint,
      boolean note,
      Optional<String> ties,
      List<String> providers) {
    return new Finding(
        name, place, what, hint, note, ties, providers, Optional.empty(), Optional.empty());
  }

  public Finding withAccepted(String reason) {
    return new Finding(
        name, place, what, hint, note, ties, providers, isolated, Optional.of(reason));
  }

  Finding withIsolated(String behind) {
    return new Finding(
        name, place, what, hint, note, ties, providers, Optional.of(behind), accepted);
  }

  /** Whether it is no note, not isolated, and nobody accepts it. */
  public boolean isOpen() {
    return !note && accepted.isEmpty() && isolated.isEmpty();
  }
}
