package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.wire.Delays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, from the publishing site to the first answer. */
class PublishTest {
  private static final String SCM = "https://site1.scm.azurewebsites.net";

  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private AzureCloud cloud;
  private Clients clients;
  private App app;

  @BeforeEach
  void open() throws IOException {
    cloud =
        AzureCloud.open(
            Setup.inMemory(directory, time)
                .with(
                    world ->
                        InstantPlane.running()
                            .answering(
                                (plan, request) ->
                                    WireResponse.of(
                                        200,
                                        "text/plain",
                                        plan.functions().get(0).path("name").asText()))));
    clients = Clients.of(cloud);
    app = new App(clients).assignAll();
    app.site("site1");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private HttpResponse send(HttpMethod method, String url, byte[] body) {
    HttpRequest request = new HttpRequest(method, url);
    if (body.length > 0) {
      request
          .setBody(BinaryData.fromBytes(body))
          .setHeader(HttpHeaderName.CONTENT_TYPE, "application/zip");
    }
    return clients.pipeline(Clients.MANAGEMENT).sendSync(request, Context.NONE);
  }

  private HttpResponse publish(byte[] zip) {
    return send(HttpMethod.POST, SCM + "/api/publish?RemoteBuild=false", zip);
  }

  private static JsonNode json(HttpResponse response) {
    try {
      return new ObjectMapper().readTree(response.getBodyAsBinaryData().toBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode deployment(String id) {
    return json(send(HttpMethod.GET, SCM + "/api/deployments/" + id, new byte[0]));
  }

  private List<String> functions() {
    return app.sites().listFunctions(App.GROUP, "site1").stream().map(each -> each.name()).toList();
  }

  @Test
  @DisplayName("A package is taken with an id, is deployed a while later, and then answers")
  void published() {
    cloud.delay(Delays.none().withPublish(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    HttpResponse taken = publish(Zips.function("greeter"));
    assertEquals(202, taken.getStatusCode());
    String id = json(taken).asText();
    assertEquals(2, deployment(id).path("status").asInt());
    assertEquals(409, publish(Zips.function("other")).getStatusCode());
    time.sleep(Duration.ofSeconds(5));
    assertEquals(4, deployment(id).path("status").asInt());
    assertEquals(id, deployment("latest").path("id").asText());
    assertEquals(List.of(), functions());
    String front = "https://site1.azurewebsites.net/x";
    assertEquals(503, send(HttpMethod.GET, front, new byte[0]).getStatusCode());
    time.sleep(Duration.ofSeconds(10));
    assertEquals(List.of("site1/greeter"), functions());
    assertEquals(
        "greeter", send(HttpMethod.GET, front, new byte[0]).getBodyAsBinaryData().toString());
    assertEquals(
        32, app.sites().listHostKeys(App.GROUP, "site1").functionKeys().get("default").length());
    assertTrue(
        clients
            .blobs(app.account.primaryEndpoints().blob())
            .getBlobContainerClient("app")
            .getBlobClient("released-package.zip")
            .exists());
  }

  @Test
  @DisplayName("Packages that are none fail, and what ran before goes on")
  void broken() {
    publish(Zips.function("greeter"));
    for (byte[] zip :
        List.of(
            new byte[] {1, 2, 3},
            Zips.of(Map.of("app/host.json", Zips.HOST)),
            Zips.of(Map.of("host.json", "{}")))) {
      JsonNode told = deployment(json(publish(zip)).asText());
      assertEquals(3, told.path("status").asInt());
      assertTrue(told.path("status_text").asText().startsWith("[Kudu-ContentValidationStep] "));
    }
    assertEquals(List.of("site1/greeter"), functions());
  }

  @Test
  @DisplayName("Without rights at its container a site takes no package")
  void noRights() {
    app.account.id();
    clients
        .authorization()
        .roleServiceClient()
        .getRoleAssignments()
        .listForScope(app.account.id())
        .forEach(
            each ->
                clients
                    .authorization()
                    .roleServiceClient()
                    .getRoleAssignments()
                    .delete(app.account.id(), each.name()));
    JsonNode told = deployment(json(publish(Zips.function("greeter"))).asText());
    assertEquals(3, told.path("status").asInt());
    assertTrue(told.path("status_text").asText().startsWith("InaccessibleStorageException"));
  }

  @Test
  @DisplayName("A host whose runtime is in no catalogue never comes up")
  void unknownRuntime() {
    var site = app.wanted("site1");
    site.functionAppConfig().runtime().withVersion("99");
    app.sites().createOrUpdate(App.GROUP, "site1", site);
    assertEquals(
        4, deployment(json(publish(Zips.function("greeter"))).asText()).path("status").asInt());
    time.sleep(Duration.ofHours(1));
    assertEquals(List.of(), functions());
    assertThrows(ManagementException.class, () -> app.sites().listHostKeys(App.GROUP, "site1"));
  }

  @Test
  @DisplayName("A publishing site that is away, forgets, or shows a deployment late")
  void whims() {
    cloud.whims().makeUnavailable(1);
    HttpResponse away = publish(Zips.function("greeter"));
    assertEquals(503, away.getStatusCode());
    assertTrue(away.getBodyAsBinaryData().toString().contains("The service is unavailable."));
    cloud.whims().hideDeployment(1);
    String id = json(publish(Zips.function("greeter"))).asText();
    String address = SCM + "/api/deployments/" + id;
    assertEquals(404, send(HttpMethod.GET, address, new byte[0]).getStatusCode());
    assertEquals(200, send(HttpMethod.GET, address, new byte[0]).getStatusCode());
    cloud.whims().recycleWhenDeployed();
    id = json(publish(Zips.function("greeter"))).asText();
    assertEquals(
        404, send(HttpMethod.GET, SCM + "/api/deployments/" + id, new byte[0]).getStatusCode());
    cloud.delay(Delays.none().withRestart(Duration.ofSeconds(30)));
    app.sites()
        .updateApplicationSettings(
            App.GROUP, "site1", app.sites().listApplicationSettings(App.GROUP, "site1"));
    assertEquals(503, publish(Zips.function("greeter")).getStatusCode());
    time.sleep(Duration.ofSeconds(30));
    assertEquals(202, publish(Zips.function("greeter")).getStatusCode());
  }
}
