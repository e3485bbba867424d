package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
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
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's server in a process of its own, with one jar at the root as Google's builder has it. */
final class ForkedInvokerTest {
  @TempDir private Path directory;

  /** One root jar: the descriptor, and a class path to the rest. */
  private Path root(Described function) throws Exception {
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

  private Process start(Described function, Class<?> target, int port) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("invoker.jar"),
            "com.google.cloud.functions.invoker.runner.Invoker",
            "--classpath",
            root(function).toString(),
            "--target",
            target.getName(),
            "--port",
            Integer.toString(port));
    builder.redirectErrorStream(true);
    builder.environment().put("PORTOLAN_FUNCTION", "f");
    builder.environment().put("STOPPED", directory.resolve("stopped").toString());
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

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Test
  void theFunctionSeesTheInterfacesAloneAndStopsAtSigterm() throws Exception {
    Described aware = new Described(Aware.class, Aware.Question.class.getName(), Described.HTTP);
    int port = freePort();
    Process process = start(aware, HttpEntryPoint.class, port);
    try {
      HttpRequest get = HttpRequest.of("GET", "/a");
      for (String name :
          List.of("com.google.gson.Gson", "com.google.cloud.functions.invoker.runner.Invoker")) {
        HttpRequest hidden = HttpRequest.of("GET", "/a", "className=" + name);
        assertEquals("mine, hidden", text(Exchanges.send(port, hidden)));
      }
      String api = "className=com.google.cloud.functions.HttpFunction";
      assertEquals("mine, seen", text(Exchanges.send(port, HttpRequest.of("GET", "/a", api))));
      assertEquals(404, Exchanges.send(port, HttpRequest.of("GET", "/b")).status());
      assertTrue(Exchanges.send(port, get).status() >= 400);
      process.destroy();
      assertEquals(0, process.waitFor(), "the signal is heard, not a hook's");
      assertEquals("stopped", Files.readString(directory.resolve("stopped")));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void eventsOfAnEntryPointForEvents() throws Exception {
    int port = freePort();
    Process process = start(Described.taker(Described.RETURNS), EventEntryPoint.class, port);
    try {
      HttpRequest message = Published.of("returns", "\"hi\"", "").request();
      assertEquals(200, Exchanges.send(port, message).status());
      assertEquals(
          500, Exchanges.send(port, Published.of("returns", "bug", "").request()).status());
      HttpRequest broken = Published.of("returns", "memory", "").request();
      assertThrows(IOException.class, () -> Exchanges.send(port, broken));
      assertEquals(1, process.waitFor(), "a process out of memory is replaced");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFunctionThatCannotStartSaysWhy() throws Exception {
    Described none = new Described(Aware.class, "com.acme.Gone", Described.HTTP);
    try {
      start(none, HttpEntryPoint.class, freePort()).destroyForcibly();
      throw new AssertionError("it started");
    } catch (IllegalStateException failed) {
      assertTrue(failed.getMessage().contains("com.acme.Gone"), failed.getMessage());
    }
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
