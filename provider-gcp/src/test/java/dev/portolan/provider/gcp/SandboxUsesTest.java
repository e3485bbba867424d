package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.portolan.images.Projects;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way over sockets, for what a function sends, reads and stores by itself. */
final class SandboxUsesTest {

  @TempDir Path work;
  private GcpCloud cloud;

  private Application project() throws IOException {
    Path jar = ByHand.jar(work, Shipper.class, Gatherer.class);
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
        Bundle.of(jar, List.of()));
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
        ByHand.send(
            cloud,
            "POST",
            "/upload/storage/v1/b/order-papers/o?uploadType=media&name=a%20b",
            "three books");
        ByHand.send(
            cloud,
            "POST",
            "/v1/projects/" + GcpCloud.PROJECT + "/topics/to-ship:publish",
            "{\"messages\":[{\"data\":\"%s\"}]}"
                .formatted(
                    Base64.getEncoder().encodeToString("a b".getBytes(StandardCharsets.UTF_8))));
        ByHand.await(one, "shipper", "shipped false");
        ByHand.await(one, "packer", "got QUEUE [three books]");
        ByHand.await(one, "printer", "name=printed/a b");
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
}
