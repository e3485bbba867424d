package dev.portolan.deploy;

import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.portability.Ties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what providers claim, feature by feature. */
public final class FeatureTable {
  private final List<Ties> providers;
  private final List<String> bounds = new ArrayList<>();

  private FeatureTable(List<Ties> providers) {
    this.providers = providers.stream().sorted(Comparator.comparing(Ties::provider)).toList();
  }

  /**
   * A Markdown table: a row a feature, a column a provider, sorted by name; below it, numbered,
   * where a claim is less than it says.
   *
   * @param providers what they say of themselves
   */
  public static String markdown(List<Ties> providers) {
    return new FeatureTable(providers).table();
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    row(table, "", providers.stream().map(Ties::provider).toList());
    row(table, "---", providers.stream().map(provider -> ":---:").toList());
    for (Feature feature : Feature.values()) {
      row(table, feature.description(), providers.stream().map(one -> cell(one, feature)).toList());
    }
    table.append(bounds.isEmpty() ? "" : "\n");
    for (int i = 0; i < bounds.size(); i++) {
      table.append(i + 1).append(". ").append(bounds.get(i)).append("\n");
    }
    return table.toString();
  }

  private String cell(Ties provider, Feature feature) {
    if (!provider.features().contains(feature)) {
      return "–";
    }
    String bound = provider.bounds().get(feature);
    if (bound == null) {
      return "yes";
    }
    bounds.add(provider.provider() + ": " + bound);
    return "yes <sup>" + bounds.size() + "</sup>";
  }

  private static void row(StringBuilder table, String head, List<String> cells) {
    table.append(cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |\n")));
  }
}
