package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.services.logging.v2.model.ListLogEntriesRequest;
import com.google.api.services.logging.v2.model.LogEntry;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.CreateFunctionRequest;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.FunctionServiceClient;
import com.google.cloud.functions.v2.GenerateUploadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.functions.v2.Source;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.gcp.guest.Guest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploaded functions in Google's own framework, called as the cloud calls them. */
@Timeout(180)
class RealRuntimeTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;

  @TempDir static Path directory;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static GcpCloud cloud;
  private static Clients clients;
  private static FunctionServiceClient functions;
  private static String url;

  @BeforeAll
  static void deploy() throws Exception {
    cloud = start();
    url = create("guest", 60);
  }

  private static GcpCloud start() throws Exception {
    SandboxCloud found =
        ServiceLoader.load(SandboxCloud.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.provider().equals("gcp"))
            .findFirst()
            .orElseThrow();
    GcpCloud started =
        (GcpCloud) found.start(new SandboxCloud.Spec(directory, TimeSource.system(), line -> {}));
    clients = Clients.of(started, false);
    functions = clients.functions();
    return started;
  }

  @AfterAll
  static void end() {
    functions.close();
    cloud.close();
  }

  /** One jar in the root, as Google's buildpack wants it, which leads to the classes. */
  private static byte[] archive() throws Exception {
    String name = Guest.class.getName().replace('.', '/') + ".class";
    try (InputStream stream = Guest.class.getClassLoader().getResourceAsStream(name)) {
      String manifest = "Manifest-Version: 1.0\r\nClass-Path: lib/app.jar\r\n\r\n";
      return Archives.zip(
          Map.of(
              "function.jar",
              Archives.zip(Map.of("META-INF/MANIFEST.MF", Archives.bytes(manifest))),
              "lib/app.jar",
              Archives.zip(Map.of(name, stream.readAllBytes()))));
    }
  }

  private static String create(String id, int timeout) throws Exception {
    GenerateUploadUrlResponse place =
        functions.generateUploadUrl(
            GenerateUploadUrlRequest.newBuilder().setParent(PARENT).build());
    clients
        .http()
        .createRequestFactory()
        .buildPutRequest(
            new GenericUrl(place.getUploadUrl()),
            new ByteArrayContent("application/zip", archive()))
        .execute()
        .disconnect();
    Function function =
        Function.newBuilder()
            .setBuildConfig(
                BuildConfig.newBuilder()
                    .setRuntime("java17")
                    .setEntryPoint(Guest.class.getName())
                    .setSource(Source.newBuilder().setStorageSource(place.getStorageSource())))
            .setServiceConfig(
                ServiceConfig.newBuilder()
                    .setAvailableMemory("256Mi")
                    .setTimeoutSeconds(timeout)
                    .putEnvironmentVariables("GREETING", "hi"))
            .build();
    Operation begun =
        functions
            .createFunctionCallable()
            .call(
                CreateFunctionRequest.newBuilder()
                    .setParent(PARENT)
                    .setFunctionId(id)
                    .setFunction(function)
                    .build());
    Patience.until(
        "the function is deployed",
        () -> functions.getHttpJsonOperationsClient().getOperation(begun.getName()).getDone());
    Operation done = functions.getHttpJsonOperationsClient().getOperation(begun.getName());
    assertEquals("", done.getError().getMessage());
    return done.getResponse().unpack(Function.class).getServiceConfig().getUri();
  }

  private static HttpResponse<String> post(String to, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + cloud.tokens().identity(GcpCloud.DEPLOYER, to));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static List<LogEntry> log(String filter) throws Exception {
    ListLogEntriesRequest request =
        new ListLogEntriesRequest()
            .setResourceNames(List.of("projects/" + GcpCloud.PROJECT))
            .setFilter("resource.labels.service_name=\"guest\" AND " + filter);
    List<LogEntry> found = Events.logging(clients).entries().list(request).execute().getEntries();
    return found == null ? List.of() : found;
  }

  @Test
  void runsInGooglesFrameworkWithCloudRunsEnvironment() throws Exception {
    HttpResponse<String> answer = post(url, "/", "");
    assertEquals(200, answer.statusCode(), answer.body());
    List<String> told = answer.body().lines().toList();
    assertTrue(told.contains("GREETING=hi"), answer.body());
    assertTrue(told.contains("FUNCTION_TARGET=" + Guest.class.getName()), answer.body());
    assertTrue(told.contains("FUNCTION_SIGNATURE_TYPE=http"), answer.body());
    assertTrue(told.contains("K_SERVICE=guest"), answer.body());
    assertTrue(told.contains("K_CONFIGURATION=guest"), answer.body());
    assertTrue(told.contains("CLOUD_RUN_TIMEOUT_SECONDS=60"), answer.body());
    assertTrue(told.contains("MAVEN_OPTS=null"), answer.body());
    int memory = Integer.parseInt(answer.body().replaceAll("(?s).*memory=([0-9]+).*", "$1"));
    assertTrue(memory > 100 && memory < 200, "of 256 MiB the JVM takes 70 %: " + memory);
  }

  @Test
  void keepsWhatItWrites() throws Exception {
    post(url, "/log", "{\"severity\":\"WARNING\",\"message\":\"low\",\"stock\":3}");
    post(url, "/log", "plain words");
    Patience.until("the line is there", () -> !log("textPayload:\"plain words\"").isEmpty());
    LogEntry structured = log("severity>=WARNING AND jsonPayload.message=\"low\"").get(0);
    assertEquals("WARNING", structured.getSeverity());
    assertEquals("low", structured.getJsonPayload().get("message"));
    assertTrue(structured.getResource().getLabels().get("revision_name").startsWith("guest-"));
  }

  @Test
  void takesAnEventAsCloudRunBringsIt() throws Exception {
    HttpResponse<String> answer =
        post(
            url,
            "/",
            Base64.getEncoder().encodeToString(Archives.bytes("x")),
            "ce-id",
            "4711",
            "ce-type",
            "t",
            "ce-source",
            "//s",
            "ce-specversion",
            "1.0");
    assertEquals(200, answer.statusCode());
    Patience.until("the event is told", () -> !log("textPayload:\"event 4711\"").isEmpty());
  }

  @Test
  void answersWhatTheFrameworkAnswersToAFailure() throws Exception {
    assertEquals(500, post(url, "/throw", "").statusCode());
    assertEquals(503, post(url, "/end", "").statusCode());
    assertEquals(200, post(url, "/", "").statusCode());
  }

  @Test
  void givesUpAfterTheTimeout() throws Exception {
    String slow = create("slow", 1);
    HttpResponse<String> answer = post(slow, "/hang", "");
    assertEquals(504, answer.statusCode());
    assertEquals("upstream request timeout", answer.body());
  }

  @Test
  void isThereAgainWhenTheSandboxIsStartedAgain() throws Exception {
    functions.close();
    cloud.close();
    cloud = start();
    assertEquals(
        url, functions.getFunction(PARENT + "/functions/guest").getServiceConfig().getUri());
    assertEquals(200, post(url, "/", "").statusCode());
  }
}
