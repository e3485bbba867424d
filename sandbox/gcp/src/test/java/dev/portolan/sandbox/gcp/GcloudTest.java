package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.CreateFunctionRequest;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.FunctionServiceClient;
import com.google.cloud.functions.v2.GenerateUploadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.Source;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.TimeSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's own command line reads back what was deployed over a socket. */
class GcloudTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;

  @TempDir Path directory;

  @BeforeEach
  void needsGcloud() {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcloud")));
    Assumptions.assumeTrue(there, "gcloud is not installed: its reading back is not tested");
  }

  @Test
  void listsAndDescribesAFunction() throws Exception {
    Setup setup = Setup.inMemory(directory.resolve("cloud"), TimeSource.system()).withSocket();
    try (GcpCloud cloud = GcpCloud.open(setup)) {
      deploy(Clients.of(cloud, false));
      JsonNode listed = gcloud(cloud, "functions", "list", "--v2");
      assertEquals(1, listed.size());
      JsonNode told =
          gcloud(cloud, "functions", "describe", "orders", "--v2", "--region=" + GcpCloud.REGION);
      assertEquals(listed.get(0).path("name"), told.path("name"));
      assertEquals("ACTIVE", told.path("state").asText());
      assertEquals("java21", told.path("buildConfig").path("runtime").asText());
      assertEquals(
          PARENT + "/services/orders", told.path("serviceConfig").path("service").asText());
    }
  }

  private static void deploy(Clients clients) throws Exception {
    try (FunctionServiceClient functions = clients.functions()) {
      GenerateUploadUrlResponse place =
          functions.generateUploadUrl(
              GenerateUploadUrlRequest.newBuilder().setParent(PARENT).build());
      clients
          .http()
          .createRequestFactory()
          .buildPutRequest(
              new GenericUrl(place.getUploadUrl()),
              new ByteArrayContent("application/zip", Archives.function("1")))
          .execute()
          .disconnect();
      Operation begun =
          functions
              .createFunctionCallable()
              .call(
                  CreateFunctionRequest.newBuilder()
                      .setParent(PARENT)
                      .setFunctionId("orders")
                      .setFunction(
                          Function.newBuilder()
                              .setBuildConfig(
                                  BuildConfig.newBuilder()
                                      .setRuntime("java21")
                                      .setEntryPoint(Archives.ENTRY_POINT)
                                      .setSource(
                                          Source.newBuilder()
                                              .setStorageSource(place.getStorageSource()))))
                      .build());
      assertTrue(
          functions.getHttpJsonOperationsClient().getOperation(begun.getName()).hasResponse());
    }
  }

  private JsonNode gcloud(GcpCloud cloud, String... command)
      throws IOException, InterruptedException {
    Path token = Files.writeString(directory.resolve("token"), cloud.accessToken());
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    String endpoint = cloud.settings().get("endpoint");
    List<String> line = new ArrayList<>(List.of("gcloud", "--format=json"));
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "CLOUDSDK_CONFIG",
                directory.resolve("config").toString(),
                "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
                token.toString(),
                "CLOUDSDK_CORE_PROJECT",
                GcpCloud.PROJECT,
                "CLOUDSDK_CORE_DISABLE_PROMPTS",
                "1",
                "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDFUNCTIONS",
                endpoint + "/cloudfunctions.googleapis.com/"));
    Process process = builder.start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "gcloud did not end");
    assertEquals(0, process.exitValue(), Files.readString(err));
    return new ObjectMapper().readTree(out.toFile());
  }
}
