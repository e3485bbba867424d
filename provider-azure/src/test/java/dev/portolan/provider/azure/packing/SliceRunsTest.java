package dev.portolan.provider.azure.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.azure.AzureProvider;
import dev.portolan.provider.azure.config.FunctionSettings;
import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.HostedFunction;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Spec;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published, unpacked and run as Azure runs it. */
class SliceRunsTest {

  @TempDir private Path work;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private static FunctionSpec function(String name) {
    return SampleProject.function(name, new AzureProvider().features());
  }

  @ParameterizedTest(name = "{0} answers requests, and at its probe\'s path no other slice does")
  @ValueSource(strings = {"greeter", "a", "zz-9"})
  void answers(String name) throws Exception {
    Slice one = slice(name, "1");
    Slice other = slice(name, "2");
    assertNotEquals(one.probePath(), other.probePath());
    try (AppHost app = open(name, one)) {
      Set<String> listed = new HashSet<>();
      for (HostedFunction function : app.functions()) {
        assertTrue(function.error().isEmpty(), () -> function + " " + lines);
        listed.add(function.name());
      }
      assertEquals(one.folders(), listed);
      assertEquals("Hello, Ada!", post(app, "/" + name, "Ada").body(), lines::toString);
      assertEquals(404, post(app, "/other", "Ada").statusCode());
      HttpResponse<String> probe = get(app, one.probePath(), "key");
      assertEquals(200, probe.statusCode(), () -> probe.body() + lines);
      assertTrue(probe.body().contains("\"" + name + "\""), probe.body());
      assertEquals(401, get(app, one.probePath(), "no key").statusCode());
      assertEquals(404, get(app, other.probePath(), "key").statusCode());
    }
  }

  private Slice slice(String name, String version) throws IOException {
    Path packed =
        new AzureProvider()
            .packager(Settings.none())
            .pack(SampleProject.in(work).application(version, function(name)), work.resolve("out"))
            .file();
    FunctionSettings settings = FunctionSettings.from(function(name), Settings.none());
    return Slice.of(packed, function(name), settings, work.resolve("slice" + version));
  }

  private AppHost open(String name, Slice slice) throws IOException {
    Path folder = work.resolve("app");
    try (ZipFile zip = new ZipFile(slice.artifact().file().toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
    Map<String, String> environment =
        Map.of("PORTOLAN_FUNCTION", name, "PORTOLAN_TIMEOUT_MILLIS", "29000");
    Path java = Path.of(System.getProperty("java.home"));
    Duration patience = Duration.ofSeconds(60);
    Keys keys = Keys.of("master", "key");
    return AppHost.open(new Spec(folder, environment, 0, java, lines::add, keys, patience));
  }

  private static HttpResponse<String> post(AppHost app, String path, String text) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .header("content-type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(text)));
  }

  private static HttpResponse<String> get(AppHost app, String path, String key) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(app.url() + path)).header("x-functions-key", key));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
