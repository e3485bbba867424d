package dev.portolan.deploy;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.portability.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a project accepts: findings by their name, {@code thread}, or of one class, {@code
 * thread.shop.Orders}, or of a package, {@code thread.shop}, each with a reason. Of several the
 * narrowest holds.
 */
final class Acceptances {
  private final List<Configuration.Entry> entries;

  Acceptances(Configuration configuration) {
    entries =
        configuration.accepted().stream()
            .sorted(Comparator.comparing(entry -> -entry.key().length()))
            .toList();
  }

  /** An acceptance without a reason is none. */
  List<Problem> problems() {
    return entries.stream()
        .filter(entry -> entry.value().isBlank())
        .map(
            entry ->
                Problem.of(
                    entry.where(),
                    "'" + entry.key() + "' is accepted without a reason",
                    "write why, for whoever asks later"))
        .toList();
  }

  /**
   * The findings, with the reason where one is accepted.
   *
   * @param warnings takes a warning for each acceptance that none of them bears
   */
  List<Finding> over(List<Finding> findings, List<Problem> warnings) {
    Set<Configuration.Entry> used = new LinkedHashSet<>();
    List<Finding> over = new ArrayList<>();
    for (Finding finding : findings) {
      List<Configuration.Entry> fitting = entries.stream().filter(e -> fits(e, finding)).toList();
      used.addAll(fitting);
      over.add(
          fitting.isEmpty() || fitting.get(0).value().isBlank()
              ? finding
              : finding.withAccepted(fitting.get(0).value().strip()));
    }
    Set<String> names = new TreeSet<>();
    findings.forEach(finding -> names.add(finding.name()));
    findings.forEach(finding -> names.add(key(finding)));
    for (Configuration.Entry entry : entries) {
      if (!used.contains(entry)) {
        warnings.add(
            Problem.of(
                entry.where(),
                "'" + entry.key() + "' is accepted, and there is no such finding",
                Nearest.of(entry.key(), names)
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("leave it out")));
      }
    }
    return over;
  }

  private static boolean fits(Configuration.Entry entry, Finding finding) {
    return (key(finding) + ".").startsWith(entry.key() + ".");
  }

  /** No dollar may stand in the name of an XML element. */
  private static String key(Finding finding) {
    return finding.name() + "." + finding.place().className().replace('$', '.');
  }
}
