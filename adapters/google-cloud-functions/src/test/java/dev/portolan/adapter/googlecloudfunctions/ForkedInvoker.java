package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.PortableFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Google's server in a process of its own, with one jar at the root as Google's builder has it. */
final class ForkedInvoker {
  private ForkedInvoker() {}

  /** One root jar: the descriptor, and a class path to the rest. */
  private static Path root(Described function, Path directory) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String classPath = "";
    for (Class<?> type : List.of(HttpEntryPoint.class, PortableFunction.class, Aware.class)) {
      classPath += home(type) + " ";
    }
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    Path jar = directory.resolve("portolan.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      entries.putNextEntry(new ZipEntry("META-INF/portolan/functions.json"));
      entries.write(function.descriptor().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static String home(Class<?> type) throws URISyntaxException {
    return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param variables names and values in turn
   * @throws IllegalStateException with all it said, if it ends before
   */
  static Process start(
      Described function, Class<?> target, int port, Path directory, String... variables)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("invoker.jar")));
    command.add("com.google.cloud.functions.invoker.runner.Invoker");
    command.addAll(List.of("--classpath", root(function, directory).toString()));
    command.addAll(List.of("--target", target.getName(), "--port", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.environment().put("PORTOLAN_FUNCTION", "f");
    builder.environment().put("STOPPED", directory.resolve("stopped").toString());
    for (int i = 0; i < variables.length; i += 2) {
      builder.environment().put(variables[i], variables[i + 1]);
    }
    Process process = builder.start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      if (line.contains("URL: http")) {
        return process;
      }
    }
    throw new IllegalStateException(all.toString());
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
