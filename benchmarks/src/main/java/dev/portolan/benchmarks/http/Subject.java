package dev.portolan.benchmarks.http;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that is measured as a process of its own.
 *
 * @param name how the results call it
 * @param mainClass what the process runs
 * @param classPath jars, as they would be shipped
 * @param flags for the JVM
 */
record Subject(String name, String mainClass, List<Path> classPath, List<String> flags) {

  Subject withFlags(String name, List<String> more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(more);
    return new Subject(name, mainClass, classPath, all);
  }

  /** Starts it; it will listen on this port of the loopback. */
  Process start(Path java, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(mainClass);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("JAVA_") || key.equals("JDK_JAVA_OPTIONS"));
    environment.put("PORT", Integer.toString(port));
    environment.put("PORTOLAN_BIND", "127.0.0.1");
    environment.put("PORTOLAN_FUNCTION", "hello");
    return builder.start();
  }

  /** Where the JVM found a class: a jar or a directory. */
  static Path home(Class<?> type) {
    try {
      URL location = type.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI());
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
