package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.PortableFunction;
import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.HostedFunction;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Spec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published app in a JVM of its own, with what Azure's worker gives it and nothing else. */
final class ForkedAppTest {
  private static final Described AWARE =
      new Described(Aware.class, Aware.Question.class.getName(), Described.HTTP);

  @TempDir private Path directory;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private AppHost open(String... variables) throws Exception {
    Path folder = AppFolders.create();
    AppFolders.http(folder, "run_f_requests", HttpEntryPoint.class, "{*path}");
    AppFolders.trigger(folder, "run_f_schedule", TimerEntryPoint.class, "timerTrigger", "timer");
    Files.delete(folder.resolve("app.jar"));
    Jars.of(Aware.class, folder.resolve("app.jar"));
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Jars.of(PortableFunction.class, lib.resolve("portolan-api.jar"));
    Jars.of(HttpEntryPoint.class, lib.resolve("portolan-azure-functions.jar"));
    Jars.of(AWARE.descriptor(), lib.resolve("portolan.jar"));
    Map<String, String> environment = new HashMap<>();
    environment.put("PORTOLAN_FUNCTION", "f");
    environment.put("STOPPED", directory.resolve("stopped").toString());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return AppHost.open(
        new Spec(
            folder,
            environment,
            0,
            Path.of(System.getProperty("java.home")),
            lines::add,
            Keys.of("master", "key"),
            Duration.ofSeconds(20)));
  }

  private static HttpResponse<String> ask(AppHost app, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(app.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String stopped() throws Exception {
    Path file = directory.resolve("stopped");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void theFunctionSeesItsLibrariesAndAzuresAndStopsWhenItIsTold() throws Exception {
    try (AppHost app = open()) {
      assertEquals(
          List.of(Optional.empty(), Optional.empty(), Optional.empty()),
          app.functions().stream().map(HostedFunction::error).toList());
      assertEquals("mine, hidden", ask(app, "/a?word=com.google.gson.Gson").body());
      for (String name : List.of("ExecutionContext", "annotation.HttpTrigger")) {
        String seen = ask(app, "/a?word=com.microsoft.azure.functions." + name).body();
        assertEquals("mine, seen", seen, name);
      }
      assertEquals(404, ask(app, "/b").statusCode());
      assertEquals(200, ask(app, "/.well-known/portolan/0/ready?code=key").statusCode());
      assertEquals("", stopped());
    }
    assertEquals("stopped", stopped());
  }

  @Test
  void aProcessOutOfMemoryIsReplaced() throws Exception {
    try (AppHost app = open()) {
      for (String word : List.of("memory", "exit")) {
        HttpResponse<String> failed = ask(app, "/a?word=" + word);
        assertEquals(500, failed.statusCode(), word);
        assertEquals("", failed.body(), word);
        assertEquals("mine, seen", ask(app, "/a?word=java.lang.Object").body());
      }
    }
  }

  @Test
  void oneThatCannotStartSaysWhyToTheProbeAlone() throws Exception {
    try (AppHost app = open("FAILS", "yes")) {
      HttpResponse<String> failed = ask(app, "/a");
      assertEquals(500, failed.statusCode());
      assertEquals("", failed.body());
      HttpResponse<String> probe = ask(app, "/.well-known/portolan/0/ready?code=key");
      assertEquals(503, probe.statusCode());
      assertTrue(
          probe.body().contains("failed to start: java.lang.IllegalStateException"), probe.body());
      assertFalse(probe.body().contains("hunter2"), probe.body());
      assertTrue(lines.toString().contains("hunter2"), "the log has all of it");
    }
  }
}
