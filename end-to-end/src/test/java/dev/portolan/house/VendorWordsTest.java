package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("vendor words stand only where vendors are spoken to")
final class VendorWordsTest {
  private static final Set<String> VENDOR_WORDS =
      Set.of(
          "aws",
          "amazon",
          "amazonaws",
          "lambda",
          "azure",
          "microsoft",
          "gcp",
          "google",
          "gcf",
          "knative",
          "kubernetes",
          "openshift",
          "dynamodb",
          "sqs",
          "eventbridge",
          "fabric8");

  private static final String[] NEUTRAL = {
    "api", "api-kotlin", "deploy", "testkit", "replay", "maven-plugin", "sandbox/core"
  };

  @Test
  @DisplayName(
      "none in api, api-kotlin, deploy, testkit, replay, maven-plugin and the sandbox's core")
  void none() {
    assertEquals(
        List.of(),
        found(Set.of(), NEUTRAL),
        "move what speaks of a vendor into its provider or adapter");
  }

  @Test
  @DisplayName("images know one vendor's builder of layers, and no cloud")
  void images() {
    assertEquals(List.of(), found(Set.of("google"), "images"), "make it a parameter");
  }

  private static List<String> found(Set<String> allowed, String... modules) {
    List<Path> sources = SourceTree.mainSources(modules);
    assertFalse(sources.isEmpty(), "no sources found below " + SourceTree.root());
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      int number = 0;
      for (String line : SourceTree.read(source).split("\n")) {
        number++;
        for (String word : words(line)) {
          if (VENDOR_WORDS.contains(word) && !allowed.contains(word)) {
            found.add(SourceTree.root().relativize(source) + ":" + number + ": " + word);
          }
        }
      }
    }
    return found;
  }

  @Test
  @DisplayName("a word is found inside a camel-case name, and only as a whole word")
  void findsWords() {
    assertEquals(List.of("my", "aws", "region", "laws"), words("myAwsRegion_laws"));
  }

  private static List<String> words(String line) {
    String spaced = line.replaceAll("([a-z0-9])([A-Z])", "$1 $2");
    List<String> words = new ArrayList<>();
    for (String word : spaced.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
