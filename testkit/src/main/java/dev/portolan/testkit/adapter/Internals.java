package dev.portolan.testkit.adapter;

import dev.portolan.HttpResponse;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What of a process no answer may tell: types and packages, lines of a stack trace, files, folders,
 * the names of servers, the user.
 *
 * <p>Looked for without regard to case in status, headers and body, as they are and as JSON has
 * them. The folders are those of the process that runs the test, as its system properties tell
 * them. What a caller sent must not come back either: each bad input that names a file or a class
 * is a probe for that.
 */
final class Internals {
  private static final List<String> WORDS =
      List.of(
          "exception",
          "throwable",
          "errorclass",
          "stacktrace",
          "\tat ",
          "\\tat ",
          "at java",
          ".java:",
          ".class",
          ".jar",
          "dev.portolan",
          "dev/portolan",
          "bystanders",
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.",
          "org.",
          "null",
          "/etc/",
          "passwd",
          "web-inf",
          "jndi",
          "file:",
          "jetty",
          "kestrel",
          "runtimeimpl",
          "hunter2");

  private Internals() {}

  /** Those that an answer tells. */
  static List<String> in(HttpResponse response) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < response.headers().size(); i++) {
      all.append(response.headers().name(i)).append(": ");
      all.append(response.headers().value(i)).append('\n');
    }
    return in(all.append(new String(response.body(), StandardCharsets.UTF_8)).toString());
  }

  static List<String> in(String answer) {
    String text = answer.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String word : words()) {
      if (text.contains(word.toLowerCase(Locale.ROOT))) {
        found.add(word);
      }
    }
    return found;
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(WORDS);
    for (String property :
        List.of("user.dir", "user.home", "java.home", "java.io.tmpdir", "java.vm.name")) {
      String value = System.getProperty(property);
      if (value.length() > 2) {
        words.add(value);
      }
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      words.add(new File(entry).getName().isEmpty() ? entry : new File(entry).getPath());
    }
    return words;
  }
}
