package dev.portolan.house;

import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.portability.Ties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test that holds providers to features, as its source says with {@code @Holds}: tests of
 * providers and adapters are on no class path here.
 *
 * @param works the features that work where they are claimed
 * @param refused those that are refused where they are not
 * @param at the providers that it holds; none for all
 */
record Held(String test, Set<Feature> works, Set<Feature> refused, Set<String> at) {
  private static final Pattern HOLDS =
      Pattern.compile("@Holds\\(([^()]*)\\)(?:(?!@Test).)*?void (\\w+)\\(", Pattern.DOTALL);
  private static final Pattern REFUSED = named("refused");
  private static final Pattern AT = named("at");
  private static final Pattern FEATURE = Pattern.compile("Feature\\.(\\w+)");
  private static final Pattern NAME = Pattern.compile("\"(\\w+)\"");

  /** All that there are. */
  static List<Held> all() {
    List<Held> all = new ArrayList<>();
    for (Path source :
        SourceTree.sources(
            "testkit",
            "adapters/aws-lambda",
            "adapters/azure-functions",
            "adapters/google-cloud-functions",
            "adapters/http",
            "provider-aws",
            "provider-azure",
            "provider-gcp",
            "provider-knative")) {
      String name = source.getFileName().toString();
      if (name.endsWith("Contract.java") || name.endsWith("Test.java")) {
        Matcher matcher = HOLDS.matcher(SourceTree.read(source));
        while (matcher.find()) {
          String test = name.replace(".java", "") + "#" + matcher.group(2);
          all.add(of(test, matcher.group(1)));
        }
      }
    }
    return all;
  }

  private static Held of(String test, String said) {
    String refused = said(said, REFUSED);
    String at = said(said, AT);
    String works = said.replace(refused, "").replace(at, "");
    Set<String> names =
        NAME.matcher(at).results().map(one -> one.group(1)).collect(Collectors.toSet());
    return new Held(test, features(works), features(refused), names);
  }

  private static Pattern named(String word) {
    return Pattern.compile(word + "\\s*=\\s*(\\{[^}]*\\}|[^,]*)");
  }

  private static String said(String all, Pattern which) {
    Matcher matcher = which.matcher(all);
    return matcher.find() ? matcher.group() : "\0";
  }

  private static Set<Feature> features(String text) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    FEATURE.matcher(text).results().forEach(one -> features.add(Feature.valueOf(one.group(1))));
    return features;
  }

  private boolean holds(String provider) {
    return at.isEmpty() || at.contains(provider);
  }

  /** What nothing holds: a feature where it is claimed, and one that nobody refuses. */
  static List<String> missing(List<Held> all, List<Ties> providers) {
    List<String> missing = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      for (Ties ties : providers) {
        if (ties.features().contains(feature)
            && all.stream()
                .filter(one -> one.works().contains(feature))
                .noneMatch(one -> one.holds(ties.provider()))) {
          missing.add("no test holds " + ties.provider() + " to " + feature);
        }
      }
      // nobody asks for a probe, so that none is refused
      if (feature != Feature.PROBE
          && all.stream().noneMatch(one -> one.refused().contains(feature))) {
        missing.add("no test has " + feature + " refused where it is not claimed");
      }
    }
    return missing;
  }

  /** A Markdown table: which tests hold each feature, where it is claimed and where not. */
  static String markdown(List<Held> all) {
    StringBuilder table =
        new StringBuilder("| feature | claimed, it works | not claimed, it is refused |\n");
    table.append("| --- | --- | --- |\n");
    for (Feature feature : Feature.values()) {
      String works = tests(all.stream().filter(one -> one.works().contains(feature)));
      String refused = tests(all.stream().filter(one -> one.refused().contains(feature)));
      table.append("| %s | %s | %s |\n".formatted(feature.description(), works, refused));
    }
    return table.toString();
  }

  private static String tests(Stream<Held> tests) {
    Set<String> told = new LinkedHashSet<>();
    tests
        .map(one -> "`" + one.test() + "`" + (one.at().isEmpty() ? "" : " (" + one.where() + ")"))
        .sorted()
        .forEach(told::add);
    return told.isEmpty() ? "–" : String.join(", ", told);
  }

  private String where() {
    return at.stream().sorted().collect(Collectors.joining(", "));
  }
}
