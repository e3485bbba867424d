package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a sandbox that is kept up")
final class SandboxEndToEnd {
  @TempDir Path directory;

  @Test
  @DisplayName("is joined by other processes, outlives them, and ends when it is told to")
  void joined() throws Exception {
    Project project =
        Project.of(
                directory,
                "shop",
                """
                <configuration>
                  <targets><target>aws</target></targets>
                  <environment><MODE>, fast</MODE></environment>
                  <functions>
                    <order><memory>256</memory><environment><MODE>, slow</MODE></environment></order>
                  </functions>
                </configuration>
                """)
            .function("Order", "/order")
            .function("Refund", "/refund");
    try (KeptSandbox sandbox = KeptSandbox.of(Maven.in(directory), "aws")) {
      deployTwoFunctions();
      reachedAsAnyOtherEndpoint(project);
      assertTrue(sandbox.isUp(), "it outlives those who joined it");
    }
    assertFalse(Files.exists(endpoint()), "an endpoint without a sandbox");
    assertEquals(
        0, ProcessHandle.allProcesses().filter(this::ofThisSandbox).count(), "processes left");
  }

  private void deployTwoFunctions() throws Exception {
    Maven.Result deployed = Maven.in(directory).run("portolan:deploy", "-Dsandbox");
    assertEquals(0, deployed.exitCode(), deployed.output());
    JsonNode results = deployed.report().get("results");
    assertEquals(2, results.size());
    assertTrue(results.get(0).get("live").asBoolean(), "what a joined sandbox holds stays up");
    assertEquals("Order here, slow", get(results.get(0), "/order"));
    assertEquals("Refund here, fast", get(results.get(1), "/refund"));

    Maven.Result ambiguous = Maven.in(directory).run("portolan:invoke", "-Dsandbox", "-Ddata={}");
    assertEquals(1, ambiguous.exitCode());
    assertTrue(ambiguous.output().contains("order, refund"), ambiguous.output());
  }

  /** The control plane by its address and the vendor's own variables alone, running no code. */
  private void reachedAsAnyOtherEndpoint(Project project) throws Exception {
    JsonNode settings = new ObjectMapper().readTree(endpoint().toFile()).get("clouds").get("aws");
    Maven maven =
        Maven.in(project.directory())
            .with("AWS_ENDPOINT_URL", settings.get("endpoint").asText())
            .with("AWS_REGION", settings.get("region").asText())
            .with("AWS_ACCESS_KEY_ID", settings.get("accessKeyId").asText())
            .with("AWS_SECRET_ACCESS_KEY", settings.get("secretAccessKey").asText());
    Maven.Result deployed =
        maven.run("portolan:deploy", "-Dstage=other", "-Dportolan.aws.probe=none");
    assertEquals(0, deployed.exitCode(), deployed.output());
    assertFalse(deployed.report().get("sandbox").asBoolean());
    assertEquals("created", deployed.report().get("results").get(0).get("action").asText());

    Maven.Result destroyed = maven.run("portolan:destroy", "-Dstage=other");
    assertEquals(0, destroyed.exitCode(), destroyed.output());
    Maven.Result status = Maven.in(directory).run("portolan:status", "-Dsandbox");
    assertTrue(status.output().contains("order at aws"), "the other stage is left alone");
  }

  private static String get(JsonNode result, String path) throws Exception {
    URI url = URI.create(result.get("url").asText());
    URI target = url.getPath().endsWith(path) ? url : URI.create(url + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Path endpoint() {
    return directory.resolve("target/portolan/sandbox/endpoint.json");
  }

  private boolean ofThisSandbox(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(directory.toString());
  }
}
