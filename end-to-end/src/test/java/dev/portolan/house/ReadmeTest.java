package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.FeatureTable;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the README says what is so")
final class ReadmeTest {
  private static final Pattern FENCE = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
  private final String readme = SourceTree.read(SourceTree.root().resolve("README.md"));

  @Test
  @DisplayName("its second command is the one that continuous integration runs")
  void testCommand() {
    String command = blocks("sh").get(1).strip();
    String ci = SourceTree.read(SourceTree.root().resolve(".ci/run"));
    assertTrue(ci.contains("\n" + command + "\n"), ".ci/run does not run: " + command);
  }

  @Test
  @DisplayName("its Java is taken from the examples, and so is its Kotlin")
  void snippets() {
    snippets(
        "java",
        "examples/hello",
        "examples/orders",
        "examples/stream-metrics",
        "examples/deploy-from-java");
    snippets("kotlin", "examples/hello-kotlin");
  }

  private void snippets(String language, String... examples) {
    List<String> sources =
        SourceTree.sources(examples).stream()
            .map(SourceTree::read)
            .map(ReadmeTest::squeeze)
            .toList();
    List<String> strangers = new ArrayList<>();
    for (String snippet : blocks(language)) {
      String wanted = squeeze(snippet);
      if (sources.stream().noneMatch(source -> source.contains(wanted))) {
        strangers.add(snippet);
      }
    }
    assertEquals(List.of(), strangers, "take the snippet from a file below examples/");
  }

  @Test
  @DisplayName("its feature table is the one that the code prints")
  void featureTable() throws IOException {
    assertTold(
        SourceTree.root().resolve("README.md"), "features", FeatureTable.markdown(providers()));
  }

  @Test
  @DisplayName("each feature is held by a test, claimed and not, and the page names them")
  void heldFeatures() throws IOException {
    List<Held> held = Held.all();
    assertEquals(List.of(), Held.missing(held, providers()), "mark a test with @Holds");
    assertTold(SourceTree.root().resolve("docs/features.md"), "held", Held.markdown(held));
  }

  private static List<Ties> providers() throws IOException {
    List<Ties> providers = new ArrayList<>();
    for (URL file : Collections.list(Ties.class.getClassLoader().getResources(Ties.PATH))) {
      try (InputStream in = file.openStream()) {
        providers.add(Ties.from(in.readAllBytes()));
      }
    }
    assertEquals(ServiceLoader.load(Provider.class).stream().count(), providers.size());
    return providers;
  }

  /** What stands between two marks; with {@code -Dportolan.readme=write} it is put there. */
  private static void assertTold(Path file, String mark, String wanted) throws IOException {
    String begin = "<!-- " + mark + " -->\n";
    String end = "<!-- /" + mark + " -->";
    String text = SourceTree.read(file);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertTrue(from >= begin.length() && to >= from, file + " has no marks " + begin.strip());
    if ("write".equals(System.getProperty("portolan.readme"))) {
      Files.writeString(file, text.substring(0, from) + wanted + text.substring(to));
      return;
    }
    assertEquals(wanted, text.substring(from, to), "CONTRIBUTING.md says how it is written anew");
  }

  private List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = FENCE.matcher(readme);
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  private static String squeeze(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
