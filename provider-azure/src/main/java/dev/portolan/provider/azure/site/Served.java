package dev.portolan.provider.azure.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which releases have served, as a site's tag tells: Azure keeps no history of a site. The tag says
 * what is about to be published before it is, and is put right when that has been proven; a site
 * whose tag still says so may run either.
 *
 * @param pending what is being published
 * @param versions what was proven to serve, newest first
 */
public record Served(Optional<String> pending, List<String> versions) {
  /** "Tag values are limited to 256 characters", and a version has 21. */
  public static final int MOST = 10;

  private static final String PENDING = "+";

  public Served {
    versions = List.copyOf(versions);
  }

  public static Served parse(String text) {
    List<String> words = Stream.of(text.split(" ")).filter(word -> !word.isBlank()).toList();
    Optional<String> pending =
        words.stream()
            .findFirst()
            .filter(word -> word.startsWith(PENDING))
            .map(word -> word.substring(PENDING.length()));
    return new Served(pending, words.stream().skip(pending.isPresent() ? 1 : 0).toList());
  }

  /** As it stands in a tag. */
  public String text() {
    List<String> words = new ArrayList<>();
    pending.ifPresent(version -> words.add(PENDING + version));
    words.addAll(versions);
    return String.join(" ", words);
  }

  /** What serves, unless something is being published; empty if nothing ever did. */
  public Optional<String> current() {
    return versions.stream().findFirst();
  }

  /**
   * Each once, newest first, and before them what is being published: a site that it was not proven
   * on may run it, so that going back from there leads to what served last.
   */
  public List<String> order() {
    return Stream.concat(pending.stream(), versions.stream()).distinct().toList();
  }

  /** The same, while a release is being published. */
  public Served publishing(String version) {
    return new Served(Optional.of(version), versions);
  }

  /** The same, with nothing being published. */
  public Served settled() {
    return new Served(Optional.empty(), versions);
  }

  /** The same, now that a release serves; of those before, only some are kept. */
  public Served with(String version, int keep) {
    List<String> all = new ArrayList<>(List.of(version));
    versions.stream().filter(each -> !each.equals(version)).forEach(all::add);
    return new Served(Optional.empty(), all.subList(0, Math.min(all.size(), Math.min(keep, MOST))));
  }
}
