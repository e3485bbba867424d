package dev.portolan.deploy;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.model.Feature;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what providers claim, feature by feature. */
public final class FeatureTable {
  private FeatureTable() {}

  /** A Markdown table: a row a feature, a column a provider, sorted by name. */
  public static String markdown(List<Provider> providers) {
    List<Provider> sorted =
        providers.stream().sorted(Comparator.comparing(Provider::name)).toList();
    StringBuilder table = new StringBuilder();
    row(table, "", sorted.stream().map(Provider::name).toList());
    row(table, "---", sorted.stream().map(provider -> ":---:").toList());
    for (Feature feature : Feature.values()) {
      row(
          table,
          feature.description(),
          sorted.stream().map(one -> one.features().contains(feature) ? "yes" : "–").toList());
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String head, List<String> cells) {
    table.append(cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |\n")));
  }
}
