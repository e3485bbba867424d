package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.FeatureTable;
import dev.portolan.deploy.driver.Provider;
import java.util.ArrayList;
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
    snippets("java", "examples/hello", "examples/orders", "examples/deploy-from-java");
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
  void featureTable() {
    List<Provider> providers =
        ServiceLoader.load(Provider.class).stream().map(ServiceLoader.Provider::get).toList();
    String table = FeatureTable.markdown(providers);
    assertTrue(
        readme.contains("<!-- features -->\n" + table + "<!-- /features -->"),
        "put this between the features marks of README.md:\n" + table);
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
