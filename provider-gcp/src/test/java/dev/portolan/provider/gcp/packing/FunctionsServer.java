package dev.portolan.provider.gcp.packing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What Google's buildpack makes of an archive, step by step: one jar in the root is the class path,
 * {@code javap} must find the function in it, and Google's server runs it.
 *
 * @see <a
 *     href="https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/java/functions_framework/main.go">its
 *     source</a>
 */
final class FunctionsServer implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final int port;

  private FunctionsServer(Process process, int port) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
    this.port = port;
  }

  /** Where the jars of Google's server are, by major version. */
  static Path jar(String name) {
    return Path.of(System.getProperty("invokers")).resolve(name + ".jar");
  }

  static void unpack(Path archive, Path root) throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  /** The class path that the buildpack determines. */
  static Path classPath(Path root) throws IOException {
    for (String build : List.of("pom.xml", "build.gradle")) {
      if (Files.exists(root.resolve(build))) {
        throw new IOException("the buildpack would build by " + build);
      }
    }
    try (var files = Files.list(root)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      if (jars.size() != 1) {
        throw new IOException("function has no pom.xml and more than one jar file: " + jars);
      }
      return jars.get(0).getFileName();
    }
  }

  /** What {@code javap} says of the function's class. */
  static String javap(Path java, Path root) throws Exception {
    Process process =
        new ProcessBuilder(
                java.resolveSibling("javap").toString(),
                "-classpath",
                classPath(root) + ":" + jar("api"),
                Adapter.ENTRY_POINT)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  static FunctionsServer start(String version, Path root, String function) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar(version).toString()));
    command.addAll(List.of("--classpath", classPath(root).toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("FUNCTION_TARGET", Adapter.ENTRY_POINT);
    builder.environment().put("FUNCTION_SIGNATURE_TYPE", "http");
    builder.environment().put("PORTOLAN_FUNCTION", function);
    FunctionsServer server = new FunctionsServer(builder.redirectErrorStream(true).start(), port);
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("URL: http://localhost:" + port)) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new IOException("Google's server ended:\n" + said);
  }

  String post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
