package com.example.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployHelloTest {
  @TempDir Path directory;

  @Test
  void deploysAnswersAndLeavesNothingBehind() throws Exception {
    Application hello = DeployHello.hello();
    try (Sandbox sandbox = sandbox();
        Portolan aws = Portolan.open("aws", Settings.of(sandbox.settings("aws")))) {
      Outcome first = aws.deploy(hello, directory.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, first.exitCode(), first.toString());
      assertEquals(Action.CREATED, first.functions().get(0).action());
      assertEquals(
          "{\"greeting\":\"Hello, Ada!\"}",
          get(first.functions().get(0).url().orElseThrow(), "/hello?name=Ada"));

      Outcome second = aws.deploy(hello, directory.resolve("artifact"));
      assertEquals(Action.UNCHANGED, second.functions().get(0).action());
      assertEquals(0, second.calls().mutations());

      assertEquals(ExitCode.VERIFIED, aws.destroy(hello.owner()).exitCode());
      assertEquals(List.of(), aws.find(hello.owner()));
    }
  }

  private Sandbox sandbox() {
    List<SandboxCloud> clouds =
        ServiceLoader.load(SandboxCloud.class).stream().map(ServiceLoader.Provider::get).toList();
    return Sandbox.open(
        directory.resolve("sandbox"), List.of("aws"), () -> clouds, TimeSource.system(), line -> {});
  }

  private static String get(URI base, String target) throws Exception {
    URI url = base.resolve(target);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
