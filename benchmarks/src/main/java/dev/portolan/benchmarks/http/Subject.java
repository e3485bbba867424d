package dev.portolan.benchmarks.http;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that is measured as a process of its own.
 *
 * @param name how the results call it
 * @param flags for the JVM
 * @param program the words after the flags; {@link #PORT} in one stands for the port
 * @param environment all that it gets, beside {@code PORT}
 * @param directory that it runs in
 * @param cache how the results call its start-up cache; empty if it has none
 */
record Subject(
    String name,
    List<String> flags,
    List<String> program,
    Map<String, String> environment,
    Path directory,
    String cache) {
  static final String PORT = "{port}";

  /** A server without a cache, started with the flags that all have in common. */
  static Subject of(String name, List<String> program, Path directory) {
    return new Subject(name, Subjects.FLAGS, program, Map.of(), directory, "");
  }

  Subject withEnvironment(Map<String, String> value) {
    return new Subject(name, flags, program, value, directory, cache);
  }

  Subject withFlags(List<String> more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(more);
    return new Subject(name, all, program, environment, directory, cache);
  }

  Subject withCache(String title, String flag) {
    Subject more = withFlags(List.of(flag));
    return new Subject(name, more.flags, program, environment, directory, title);
  }

  boolean isCached() {
    return !cache.isEmpty();
  }

  String title() {
    return isCached() ? name + ", " + cache : name;
  }

  /** The command line. */
  List<String> command(Path java, int port) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    for (String word : program) {
      command.add(word.replace(PORT, Integer.toString(port)));
    }
    return command;
  }

  /** Where the JVM found a class: a jar or a directory. */
  static Path home(Class<?> type) {
    try {
      URL location = type.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
