package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.sandbox.Sandbox;
import dev.portolan.testkit.SampleProject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function's life as a user sees it: over sockets, with azure-identity's own login, and what was
 * published running in a process of its own.
 */
class LifeTest {
  private static final FunctionSpec GREETER =
      SampleProject.function("greeter", new AzureProvider().features());

  @TempDir private Path work;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName("It is deployed, answers, stays unchanged, is rolled back and leaves nothing")
  void life() throws Exception {
    SampleProject project = SampleProject.in(work);
    Application first = project.application("1", GREETER);
    Application second = project.application("2", GREETER);
    try (Sandbox sandbox = sandbox();
        Portolan azure = Portolan.open("azure", Settings.of(sandbox.settings("azure")))) {
      Outcome created = azure.deploy(first, work.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, created.exitCode(), () -> created + "\n" + lines);
      URI url = created.functions().get(0).url().orElseThrow();
      assertEquals("Hello, Ada!", post(url, "Ada"), lines::toString);

      Outcome same = azure.deploy(first, work.resolve("artifact"));
      assertEquals(Action.UNCHANGED, same.functions().get(0).action());
      assertEquals(0, same.calls().mutations());
      assertTrue(same.calls().reads() <= 15, () -> same.calls().toString());

      Outcome updated = azure.deploy(second, work.resolve("artifact"));
      assertEquals(
          Action.UPDATED, updated.functions().get(0).action(), () -> updated + "\n" + lines);
      Outcome back = azure.rollback(first.owner(), "greeter", Optional.empty());
      assertEquals(ExitCode.VERIFIED, back.exitCode(), back::toString);
      assertEquals("Hello, Bob!", post(url, "Bob"), lines::toString);

      assertEquals(ExitCode.VERIFIED, azure.destroy(first.owner()).exitCode());
      assertEquals(List.of(), azure.find(first.owner()));
    }
  }

  private Sandbox sandbox() {
    List<SandboxCloud> clouds =
        ServiceLoader.load(SandboxCloud.class).stream().map(ServiceLoader.Provider::get).toList();
    return Sandbox.open(
        work.resolve("sandbox"), List.of("azure"), () -> clouds, TimeSource.system(), lines::add);
  }

  private static String post(URI base, String text) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/greeter"))
            .header("content-type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
