package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way over sockets, for what a function refuses and what it fails for good. */
final class SandboxDeadLettersTest {
  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of("com.acme.placed"));

  @TempDir Path work;
  private GcpCloud cloud;

  private Application project() throws IOException {
    Path jar = ByHand.jar(work, Picky.class, Gatherer.class);
    FunctionSpec picky =
        FunctionSpec.of(
                "picky",
                Picky.class.getName(),
                "dev.portolan.Event<java.lang.String>",
                "java.lang.Void",
                List.of(ORDERS))
            .withDeadLetter("refused");
    FunctionSpec keeper =
        FunctionSpec.of(
            "keeper",
            Gatherer.class.getName(),
            "dev.portolan.Event<java.lang.Object>",
            "java.lang.Void",
            List.of(new Trigger.Queue("refused", 10)));
    return Application.of(Projects.OWNER, List.of(picky, keeper), Bundle.of(jar, List.of()));
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  @DisplayName("Both come to the function that takes the dead letters")
  void kept(Product product) throws Exception {
    cloud =
        GcpCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), line -> {})).furnish();
    try (GcpCloud closed = cloud) {
      Settings settings =
          Settings.of(closed.settings())
              .with(
                  Map.of(
                      "target", product.key(),
                      "startupCache", "none",
                      "deliveryAttempts", "5",
                      "names.refused", "acme.refused"));
      try (Portolan one = Portolan.open(new GcpProvider(), settings, Portolan.Options.standard())) {
        Application project = project();
        Outcome outcome = one.deploy(project, work.resolve("out"));
        assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
        assertEquals(
            List.of(),
            one.plan(project, one.pack(project, work.resolve("out"))).steps(),
            "nothing is left to do");

        Happening.Result refused = fire("\"refuse\"");
        assertTrue(refused.handled(), "it is kept, and done");
        assertEquals(List.of("picky: refused, and went to topic acme.refused"), refused.told());
        ByHand.await(one, "keeper", "got QUEUE refuse");

        impatient();
        Happening.Result failed = fire("\"broken\"");
        assertFalse(failed.handled());
        String told = failed.told().toString();
        assertTrue(told.contains("5 times in all, and go to topic acme.refused then"), told);
        ByHand.await(one, "keeper", "got QUEUE broken");

        assertEquals(ExitCode.VERIFIED, one.destroy(project.owner()).exitCode());
        for (String kind : List.of("topicPolicies", "subscriptionPolicies")) {
          String left = cloud.state().path(kind).toString();
          assertFalse(left.contains("serviceAccount:"), left);
        }
      }
    }
  }

  private Happening.Result fire(String data) throws Exception {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return cloud.fire(new Happening(Projects.OWNER, "picky", ORDERS, "orders", "", bytes));
  }

  /** As somebody sets it who does not want to wait for minutes. */
  private void impatient() throws Exception {
    for (Map.Entry<String, JsonNode> each : cloud.state().path("subscriptions").properties()) {
      if (each.getValue().has("deadLetterPolicy")) {
        String body =
            "{\"updateMask\":\"retryPolicy\",\"subscription\":{\"retryPolicy\":"
                + "{\"minimumBackoff\":\"0.100s\",\"maximumBackoff\":\"0.200s\"}}}";
        String path = "/pubsub.googleapis.com/v1/" + each.getKey();
        ByHand.send(cloud, "PATCH", path, body);
      }
    }
  }
}
