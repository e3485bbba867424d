package dev.portolan.adapter.http;

import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The entry point in a process of its own, as a platform starts it. */
final class Forked implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final int port;

  private Forked(Process process, Path errors, int port) {
    this.process = process;
    this.errors = errors;
    this.port = port;
  }

  /**
   * Starts a function and waits until it listens.
   *
   * @param directory empty; the process's own
   */
  static Forked start(FunctionUnderTest function, Path directory, String... variables)
      throws IOException {
    Path errors = Files.createTempFile("errors", ".txt");
    Process process = process(function, directory, errors, variables).start();
    process.getOutputStream().close();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (line == null) {
      throw new IOException("it ended: " + Files.readString(errors));
    }
    return new Forked(process, errors, Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
  }

  /** Starts a function that will not listen; gives what it says on standard error and its code. */
  static String failed(FunctionUnderTest function, Path directory, String... variables)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("errors", ".txt");
    Process process = process(function, directory, errors, variables).start();
    process.waitFor(60, TimeUnit.SECONDS);
    return process.exitValue() + " " + Files.readString(errors);
  }

  private static ProcessBuilder process(
      FunctionUnderTest function, Path directory, Path errors, String... variables)
      throws IOException {
    Path descriptor = Files.createTempDirectory("descriptor").resolve("META-INF/portolan");
    Files.createDirectories(descriptor);
    Files.writeString(descriptor.resolve("functions.json"), function.descriptor());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        descriptor.getParent().getParent()
            + File.pathSeparator
            + System.getProperty("java.class.path"));
    command.add(HttpEntryPoint.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.contains("JAVA") || key.startsWith("PORT"));
    environment.putAll(function.variables());
    environment.put("PORT", "0");
    environment.put("PORTOLAN_BIND", "127.0.0.1");
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return builder;
  }

  RawCaller caller() throws IOException {
    return new RawCaller(port);
  }

  int port() {
    return port;
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end; gives the code. */
  int code() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
