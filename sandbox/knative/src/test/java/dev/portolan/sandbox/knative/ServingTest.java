package dev.portolan.sandbox.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services through the real client, their images run as processes. */
final class ServingTest {
  @TempDir Path directory;
  private KnativeCloud cloud;
  private KnativeClient client;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    cloud = KnativeCloud.open(Setup.of(directory, TimeSource.system(), line -> {}));
    client = connect();
  }

  private KnativeClient connect() throws Exception {
    Config config =
        Config.fromKubeconfig(Files.readString(Path.of(cloud.settings().get("kubeconfig"))));
    return new KubernetesClientBuilder().withConfig(config).build().adapt(KnativeClient.class);
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static Service service(String revision, String image, EnvVar... env) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("hello")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .withName(revision)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withImage(image)
        .withEnv(env)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Service apply(Service service) {
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("portolan")
            .build();
    return client.services().resource(service).patch(how);
  }

  private static String condition(Service service, String type) {
    return service.getStatus() == null || service.getStatus().getConditions() == null
        ? ""
        : service.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type))
            .map(c -> c.getStatus() + " " + c.getReason() + " " + c.getMessage())
            .findFirst()
            .orElse("");
  }

  private Service settled() {
    return client
        .services()
        .withName("hello")
        .waitUntilCondition(
            s ->
                s != null
                    && s.getStatus() != null
                    && s.getMetadata().getGeneration().equals(s.getStatus().getObservedGeneration())
                    && !condition(s, "Ready").startsWith("Unknown"),
            20,
            TimeUnit.SECONDS);
  }

  private String get(String url) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void aResponseArrivesWhileItIsProduced() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image));
    String url = settled().getStatus().getUrl();
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/stream")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertEquals('<', body.read());
      assertEquals("200 released", get(url + "/release"), "which it waits for with the rest");
      assertEquals(">", new String(body.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aServiceAnswersAtItsUrl() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image, variable("NAME", "Ada")));
    Service ready = settled();

    assertEquals("True null null", condition(ready, "Ready"));
    assertEquals("hello-1", ready.getStatus().getLatestReadyRevisionName());
    String url = ready.getStatus().getUrl();
    assertEquals("200 Ada", get(url + "/env?NAME"));
    assertEquals("200 hello-1", get(url + "/env?K_REVISION"));
    assertEquals("200 hello", get(url + "/env?K_SERVICE"));
    assertEquals("200 hi", get(url + "/env?GREETING"));
    assertEquals("200 null", get(url + "/env?USER"));
    HttpResponse<String> posted =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString("body"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals("POST body", posted.body());
  }

  @Test
  void aTagIsResolvedToItsDigest() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image.substring(0, image.indexOf('@'))));
    settled();

    assertEquals(
        image,
        client
            .revisions()
            .withName("hello-1")
            .get()
            .getStatus()
            .getContainerStatuses()
            .get(0)
            .getImageDigest());
  }

  @Test
  void anImageThatIsNotThereIsNamed() {
    apply(service("hello-1", cloud.settings().get("registry") + "/nothing:1"));
    Service failed = settled();

    assertTrue(
        condition(failed, "Ready")
            .startsWith(
                "False RevisionFailed Revision \"hello-1\" failed with message: Unable to fetch image \""),
        condition(failed, "Ready"));
  }

  @Test
  void aContainerThatExitsIsToldWithItsWords() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image, variable("EXIT", "3")));
    Service failed = settled();

    assertEquals(
        "False RevisionFailed Revision \"hello-1\" failed with message: Container failed with:"
            + " cannot start: no luck today.",
        condition(failed, "ConfigurationsReady"));
    var revision = client.revisions().withName("hello-1").get();
    assertTrue(
        revision.getStatus().getConditions().stream()
            .anyMatch(c -> "ExitCode3".equals(c.getReason())));
  }

  @Test
  void aBrokenRevisionLeavesTheOldOneServing() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image, variable("NAME", "one")));
    String url = settled().getStatus().getUrl();
    apply(service("hello-2", image, variable("NAME", "two"), variable("EXIT", "1")));
    Service failed = settled();

    assertTrue(condition(failed, "Ready").startsWith("False RevisionFailed"));
    assertEquals("200 one", get(url + "/env?NAME"));
  }

  @Test
  void trafficIsSplitAndTagsHaveTheirOwnUrl() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image, variable("NAME", "one")));
    settled();
    Service split =
        new ServiceBuilder(service("hello-2", image, variable("NAME", "two")))
            .editSpec()
            .addNewTraffic()
            .withRevisionName("hello-1")
            .withPercent(75L)
            .endTraffic()
            .addNewTraffic()
            .withRevisionName("hello-2")
            .withPercent(25L)
            .withTag("next")
            .endTraffic()
            .endSpec()
            .build();
    apply(split);
    Service ready = settled();

    assertEquals("True null null", condition(ready, "Ready"));
    assertEquals("200 two", get(ready.getStatus().getTraffic().get(1).getUrl() + "/env?NAME"));
    int two = 0;
    for (int i = 0; i < 100; i++) {
      two += get(ready.getStatus().getUrl() + "/env?NAME").endsWith("two") ? 1 : 0;
    }
    assertEquals(25, two);
  }

  @Test
  void aSecretReachesTheContainerAndAMissingOneIsTold() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    EnvVar secret =
        new EnvVarBuilder()
            .withName("TOKEN")
            .withNewValueFrom()
            .withNewSecretKeyRef("key", "secret", false)
            .endValueFrom()
            .build();
    apply(service("hello-1", image, secret));
    var waiting =
        client
            .adapt(io.fabric8.kubernetes.client.KubernetesClient.class)
            .pods()
            .withLabel("serving.knative.dev/revision", "hello-1")
            .waitUntilCondition(
                p ->
                    p != null
                        && !p.getStatus().getContainerStatuses().isEmpty()
                        && p.getStatus().getContainerStatuses().get(0).getState().getWaiting()
                            != null
                        && "CreateContainerConfigError"
                            .equals(
                                p.getStatus()
                                    .getContainerStatuses()
                                    .get(0)
                                    .getState()
                                    .getWaiting()
                                    .getReason()),
                10,
                TimeUnit.SECONDS);
    assertEquals(
        "secret \"secret\" not found",
        waiting.getStatus().getContainerStatuses().get(0).getState().getWaiting().getMessage());

    client
        .adapt(io.fabric8.kubernetes.client.KubernetesClient.class)
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("secret")
                .endMetadata()
                .addToStringData("key", "s3cret")
                .build())
        .create();
    apply(service("hello-2", image, secret));
    assertEquals("200 s3cret", get(settled().getStatus().getUrl() + "/env?TOKEN"));
  }

  @Test
  void deletionLeavesNothingAndRestartKeepsUrls() throws Exception {
    String image = TestImages.push(cloud.settings().get("registry"), "hello", "hi");
    apply(service("hello-1", image, variable("NAME", "Ada")));
    String url = settled().getStatus().getUrl();
    stop();
    cloud = KnativeCloud.open(Setup.of(directory, TimeSource.system(), line -> {}));
    client = connect();
    assertEquals("200 Ada", get(url + "/env?NAME"));

    client.services().withName("hello").delete();
    assertNull(client.revisions().withName("hello-1").get());
    assertNull(client.routes().withName("hello").get());
    assertEquals(List.of(), client.configurations().list().getItems());
    assertNotNull(cloud.settings());
  }
}
