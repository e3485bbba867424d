package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.sts.model.StsException;

/** What a sandbox was told in one run it knows in the next. */
class PersistenceTest {
  @TempDir Path directory;

  private SandboxCloud.Running start() throws Exception {
    SandboxCloud cloud =
        ServiceLoader.load(SandboxCloud.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.provider().equals("aws"))
            .findFirst()
            .orElseThrow();
    return cloud.start(new SandboxCloud.Spec(directory, TimeSource.system(), line -> {}));
  }

  private static Sdk sdk(SandboxCloud.Running running) {
    return Sdk.of(running);
  }

  @Test
  void eachRunHasASecretOfItsOwn() throws Exception {
    String past;
    try (SandboxCloud.Running first = start()) {
      past = first.settings().get("secretAccessKey");
    }
    try (SandboxCloud.Running second = start()) {
      assertNotEquals(past, second.settings().get("secretAccessKey"));
      Sdk known = Sdk.overSocket(second.settings().get("endpoint"));
      StsException refused =
          assertThrows(StsException.class, () -> known.sts().getCallerIdentity());
      assertEquals("SignatureDoesNotMatch", refused.awsErrorDetails().errorCode());
      assertEquals(EmbeddedAws.ACCOUNT, sdk(second).sts().getCallerIdentity().account());
    }
  }

  private static int status(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void keepsResourcesAddressesAndLogs() throws Exception {
    String endpoint;
    String api;
    try (SandboxCloud.Running first = start()) {
      endpoint = first.settings().get("endpoint");
      Functions.deploy(
          sdk(first),
          Functions.role(sdk(first), "r"),
          "f",
          Functions.anyZip(),
          3,
          java.util.Map.of());
      api =
          sdk(first)
              .gateway()
              .createApi(a -> a.name("x").protocolType(ProtocolType.HTTP))
              .apiEndpoint();
      sdk(first).logs().createLogStream(s -> s.logGroupName("/aws/lambda/f").logStreamName("s"));
      sdk(first)
          .logs()
          .putLogEvents(
              p ->
                  p.logGroupName("/aws/lambda/f")
                      .logStreamName("s")
                      .logEvents(
                          software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent
                              .builder()
                              .timestamp(1L)
                              .message("kept")
                              .build()));
      assertEquals(404, status(api + "/"));
    }
    try (SandboxCloud.Running second = start()) {
      assertEquals(endpoint, second.settings().get("endpoint"));
      assertEquals(
          Functions.anyZip().asByteArray().length,
          sdk(second).lambda().getFunctionConfiguration(f -> f.functionName("f")).codeSize());
      assertEquals(java.util.List.of("kept"), Functions.log(sdk(second), "f"));
      assertEquals(404, status(api + "/"));
    }
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
    String before;
    try (SandboxCloud.Running first = start()) {
      before = first.settings().get("endpoint");
    }
    try (ServerSocket taken = taken(URI.create(before).getPort());
        SandboxCloud.Running second = start()) {
      assertTrue(taken.isBound());
      sdk(second).iam().listRoles();
    }
  }

  private static ServerSocket taken(int port) throws IOException {
    return new ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress());
  }

  @Test
  void refusesAStateThatIsNotOne() throws Exception {
    Path state = directory.resolve("aws").resolve("state.json");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "[not a state");
    IOException refusal =
        org.junit.jupiter.api.Assertions.assertThrows(IOException.class, this::start);
    assertTrue(refusal.getMessage().contains("delete it to start afresh"), refusal.getMessage());
  }
}
