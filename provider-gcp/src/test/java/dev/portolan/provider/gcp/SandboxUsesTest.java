package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.images.Projects;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way over sockets, for what a function sends, reads and stores by itself. */
final class SandboxUsesTest {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  @TempDir Path work;
  private GcpCloud cloud;

  private Application project() throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> each : List.of(Shipper.class, Gatherer.class)) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
        jar.add(name, in.readAllBytes());
      }
    }
    FunctionSpec shipper =
        FunctionSpec.of(
                "shipper",
                Shipper.class.getName(),
                "dev.portolan.Event<java.lang.String>",
                "java.lang.Void",
                List.of(new Trigger.Queue("to-ship", 10)))
            .withUses(
                List.of(
                    new Use(Use.Kind.SEND, "to-pack"),
                    new Use(Use.Kind.READ, "order-papers"),
                    new Use(Use.Kind.WRITE, "labels")));
    return Application.of(
        Projects.OWNER,
        List.of(
            shipper,
            gatherer("packer", new Trigger.Queue("to-pack", 10)),
            gatherer("printer", new Trigger.ObjectCreated("labels"))),
        Bundle.of(jar.write(work.resolve("functions.jar")).file(), List.of()));
  }

  private static FunctionSpec gatherer(String name, Trigger trigger) {
    return FunctionSpec.of(
        name,
        Gatherer.class.getName(),
        "dev.portolan.Event<java.lang.Object>",
        "java.lang.Void",
        List.of(trigger));
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  @DisplayName("It reads from one bucket, stores in another and sends on, as its own account")
  void uses(Product product) throws Exception {
    cloud =
        GcpCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), line -> {})).furnish();
    try (GcpCloud closed = cloud) {
      Settings settings =
          Settings.of(closed.settings())
              .with(
                  Map.of(
                      "target", product.key(),
                      "startupCache", "none",
                      "names.labels", "acme-labels"));
      try (Portolan one = Portolan.open(new GcpProvider(), settings, Portolan.Options.standard())) {
        Application project = project();
        Outcome outcome = one.deploy(project, work.resolve("out"));
        assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
        send("/upload/storage/v1/b/order-papers/o?uploadType=media&name=a%20b", "three books");
        send(
            "/v1/projects/" + GcpCloud.PROJECT + "/topics/to-ship:publish",
            "{\"messages\":[{\"data\":\"%s\"}]}"
                .formatted(
                    Base64.getEncoder().encodeToString("a b".getBytes(StandardCharsets.UTF_8))));
        await(one, project, "shipper", "shipped false");
        await(one, project, "packer", "got QUEUE [three books]");
        await(one, project, "printer", "name=printed/a b");
        assertTrue(cloud.state().path("bucketObjects").has("acme-labels/printed/a b"));
        String policies = cloud.state().path("bucketPolicies").toString();
        assertTrue(policies.contains("roles/storage.legacyBucketWriter"), policies);

        assertEquals(
            List.of(),
            one.plan(project, one.pack(project, work.resolve("out"))).steps(),
            "nothing is left to do");
        assertEquals(ExitCode.VERIFIED, one.destroy(project.owner()).exitCode());
        for (String kind : List.of("bucketPolicies", "topicPolicies")) {
          String left = cloud.state().path(kind).toString();
          assertFalse(left.contains("serviceAccount:"), left);
        }
        assertTrue(cloud.state().path("buckets").has("acme-labels"), "it stays");
      }
    }
  }

  private void send(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.settings().get("endpoint") + path))
            .header("Authorization", "Bearer " + cloud.accessToken())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer::body);
  }

  private static void await(Portolan one, Application project, String function, String text)
      throws Exception {
    List<String> said = new ArrayList<>();
    Instant from = Instant.EPOCH;
    long begun = System.nanoTime();
    while (said.stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() - begun > PATIENCE) {
        fail(function + " did not say: " + text + ", but " + said);
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      from = one.logs(project.owner(), function, from, line -> said.add(line.text()));
    }
  }
}
