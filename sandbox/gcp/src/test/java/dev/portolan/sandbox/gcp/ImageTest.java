package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.devtools.artifactregistry.v1.ArtifactRegistryClient;
import com.google.devtools.artifactregistry.v1.CreateRepositoryRequest;
import com.google.devtools.artifactregistry.v1.Repository;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.gcp.guest.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image from push to its answer. */
@Timeout(120)
class ImageTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private GcpCloud cloud;
  private ServicesClient services;
  private String repository;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.of(directory, TimeSource.system(), line -> {}));
    services = Clients.of(cloud, false).services();
    repository = cloud.settings().get("repository");
    assertEquals("scratch", cloud.settings().get("baseImage"), "it pulls from no other registry");
  }

  @AfterEach
  void close() {
    services.close();
    cloud.close();
  }

  private static String digest(String text) {
    byte[] sha = BlobStore.sha256(text.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(sha);
  }

  private HttpResponse<String> send(String token, String method, String path, String body)
      throws Exception {
    String host = repository.substring(0, repository.indexOf('/'));
    String name = repository.substring(repository.indexOf('/') + 1) + "/f";
    byte[] login = ("oauth2accesstoken:" + token).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + "/v2/" + name + "/" + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void makeRepository() throws Exception {
    try (ArtifactRegistryClient registry = Clients.of(cloud, false).registry()) {
      registry
          .createRepositoryCallable()
          .call(
              CreateRepositoryRequest.newBuilder()
                  .setParent(PARENT)
                  .setRepositoryId(repository.substring(repository.lastIndexOf('/') + 1))
                  .setRepository(Repository.newBuilder().setFormat(Repository.Format.DOCKER))
                  .build());
    }
  }

  private String push() throws Exception {
    makeRepository();
    Path classes =
        Path.of(Server.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String configuration =
        "{\"config\":{\"Entrypoint\":[\"java\",\"-XX:TieredStopAtLevel=1\",\"-cp\",\"%s\",\"%s\"]}}"
            .formatted(classes, Server.class.getName());
    String token = cloud.accessToken();
    send(token, "POST", "blobs/uploads/?digest=" + digest(configuration), configuration);
    String manifest =
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[]}"
            .formatted(digest(configuration));
    assertEquals(201, send(token, "PUT", "manifests/1", manifest).statusCode());
    return repository + "/f@" + digest(manifest);
  }

  private Operation deploy(Container.Builder container) throws Exception {
    Service service =
        Service.newBuilder()
            .setTemplate(RevisionTemplate.newBuilder().addContainers(container))
            .build();
    Operation begun =
        services
            .createServiceCallable()
            .call(
                CreateServiceRequest.newBuilder()
                    .setParent(PARENT)
                    .setServiceId("orders")
                    .setService(service)
                    .build());
    Patience.until(
        "the operation is done",
        () -> services.getHttpJsonOperationsClient().getOperation(begun.getName()).getDone());
    return services.getHttpJsonOperationsClient().getOperation(begun.getName());
  }

  @Test
  void runsWhatWasPushed() throws Exception {
    deploy(Container.newBuilder().setImage(push()));
    String url = services.getService(PARENT + "/services/orders").getUri();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + cloud.tokens().identity(GcpCloud.DEPLOYER, url))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("orders", answer.body());
  }

  @Test
  void tellsWhyARevisionDoesNotStart() throws Exception {
    Operation done =
        deploy(
            Container.newBuilder()
                .setImage(push())
                .addEnv(EnvVar.newBuilder().setName("BROKEN").setValue("1")));
    String message = done.getError().getMessage();
    assertTrue(message.contains("failed to start and listen on the port"), message);
    assertTrue(message.contains("PORT=8080"), message);
  }

  @Test
  void takesNothingIntoARepositoryThatIsNotThere() throws Exception {
    String token = cloud.accessToken();
    HttpResponse<String> upload = send(token, "POST", "blobs/uploads/", "");
    assertEquals(404, upload.statusCode());
    assertTrue(upload.body().contains("NAME_UNKNOWN"), upload.body());
    assertEquals(404, send(token, "PUT", "manifests/1", "{}").statusCode());
    makeRepository();
    assertEquals(202, send(token, "POST", "blobs/uploads/", "").statusCode());
  }

  @Test
  void letsNobodyPushWithoutAToken() throws Exception {
    assertEquals(401, send("wrong", "PUT", "manifests/1", "{}").statusCode());
  }
}
