package dev.portolan.benchmarks.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a benchmark is told: words as in {@code rounds=21}. */
record Arguments(Map<String, String> values) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is none of these
   */
  static Arguments of(String[] words, String... known) {
    Map<String, String> values = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || !List.of(known).contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is not understood: write name=value, where the name is one of %s"
                .formatted(word, String.join(", ", known)));
      }
      values.put(name, word.substring(equals + 1));
    }
    return new Arguments(values);
  }

  long number(String name, long otherwise) {
    return text(name).map(Long::parseLong).orElse(otherwise);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The program to measure: this one's, unless {@code java=…} says another. */
  Path java() {
    return text("java")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"))
        .toAbsolutePath();
  }
}
