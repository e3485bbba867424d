package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a message of a queue from which several functions take, or none. */
class QueueTakersTest {
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final String GREETER = "run_greeter_queue";
  private static final String WAVER = "run_waver_queue";

  @TempDir private Path work;
  private final AtomicReference<Function<Arrival, Optional<Boolean>>> outcome =
      new AtomicReference<>(arrival -> Optional.of(true));
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(
          Map.of(), world -> new DeliveringPlane(arrival -> outcome.get().apply(arrival)));

  @AfterEach
  void close() {
    cloud.close();
  }

  private void deploy(String... names) {
    FunctionSpec[] all =
        List.of(names).stream()
            .map(name -> SampleProject.function(name, cloud.provider().features()))
            .map(each -> each.withTriggers(List.of(PACK)))
            .toArray(FunctionSpec[]::new);
    Runs.verified(
        new Runs(cloud, work)
            .with(p -> p.deploy(SampleProject.in(work).application("1", all), work)));
  }

  private Happening.Result send(String function) throws Exception {
    return cloud
        .azure()
        .fire(new Happening(SampleProject.OWNER, function, PACK, "to-pack", "", new byte[] {1}));
  }

  @Test
  @DisplayName("One whose app does not run is passed over, and does not starve the other")
  void passedOver() throws Exception {
    deploy("greeter", "waver");
    outcome.set(
        arrival -> arrival.function().equals(GREETER) ? Optional.empty() : Optional.of(true));
    for (int round = 0; round < 3; round++) {
      Happening.Result result = send("greeter");
      assertTrue(result.handled(), result::toString);
      assertEquals(WAVER + ": handled", result.told().get(result.told().size() - 1));
    }
    outcome.set(arrival -> Optional.empty());
    Happening.Result nobody = send("greeter");
    assertFalse(nobody.handled(), nobody::toString);
    assertTrue(nobody.told().contains(WAVER + ": is not running"), nobody::toString);
  }

  @Test
  @DisplayName("A message that nobody may take any more is not waited for")
  void noRight() throws Exception {
    deploy("greeter");
    outcome.set(
        arrival -> {
          withdraw();
          return Optional.of(false);
        });
    Happening.Result result = send("greeter");
    assertFalse(result.handled());
    assertEquals(GREETER + ": failed, delivery 1 of 10", result.told().get(0));
    assertTrue(result.told().get(1).contains("'Listen' claim(s)"), result::toString);
  }

  private void withdraw() {
    for (JsonNode role : cloud.azure().state().path("roleAssignments")) {
      if (role.path("properties").path("scope").asText().contains("/queues/")) {
        WireHeaders headers =
            WireHeaders.of(
                "Authorization",
                "Bearer " + cloud.azure().accessToken("https://management.azure.com"));
        try {
          cloud
              .azure()
              .handle(
                  new WireRequest(
                      "DELETE",
                      role.path("id").asText(),
                      "api-version=2022-04-01",
                      headers,
                      new byte[0]));
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
