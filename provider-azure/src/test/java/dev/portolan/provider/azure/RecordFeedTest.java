package dev.portolan.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the embedded Azure brings the changes of a container to what is deployed. */
class RecordFeedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = SampleProject.TABLES.get(0);
  private static final Trigger HEAR = new Trigger.RecordChanged(TABLE);
  private static final Trigger HEAR_OTHER = new Trigger.RecordChanged(SampleProject.TABLES.get(1));
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");
  private static final String TOLD = "run_greeter_records: ";

  @TempDir private Path work;
  private final List<JsonNode> heard = new ArrayList<>();
  private final List<Integer> tries = new ArrayList<>();
  private boolean broken;
  private boolean asleep;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
    scene.running(world -> new DeliveringPlane(this::hear, () -> !asleep));
    Runs.verified(scene.deploy(HEAR));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Optional<Boolean> hear(Arrival arrival) {
    if (asleep) {
      return Optional.empty();
    }
    try {
      JsonNode items = JSON.readTree(((Datum.Json) arrival.value()).value());
      assertEquals(1, items.size(), "one by one");
      heard.add(items.get(0));
      tries.add(arrival.tries());
      return Optional.of(!broken || !items.get(0).path("id").asText().equals("stone"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String fire(String key, String data) throws Exception {
    Happening.Result result =
        scene
            .cloud()
            .azure()
            .fire(
                new Happening(
                    SampleProject.OWNER, "greeter", HEAR, TABLE, key, data.getBytes(UTF_8)));
    assertEquals(1, result.told().size(), result.told()::toString);
    assertTrue(result.told().get(0).startsWith(TOLD), result.told()::toString);
    String line = result.told().get(0).substring(TOLD.length());
    assertEquals(line.equals("handled"), result.handled(), line);
    return line;
  }

  private List<String> ids() {
    return heard.stream().map(each -> each.path("id").asText()).toList();
  }

  @Test
  @DisplayName("An item comes as Cosmos DB keeps it, and each write of it counts on")
  void envelope() throws Exception {
    assertEquals("handled", fire("7", "{\"name\":\"Ada\"}"));
    assertEquals("handled", fire("7", "{\"name\":\"Eva\"}"));
    JsonNode item = heard.get(1);
    assertEquals("Eva", item.path("name").asText());
    for (String own : List.of("_rid", "_self", "_etag", "_attachments")) {
      assertFalse(item.path(own).asText().isEmpty(), own);
    }
    assertTrue(item.path("_ts").isIntegralNumber());
    assertTrue(item.path("_lsn").asLong() > heard.get(0).path("_lsn").asLong());
  }

  @Test
  @DisplayName("What fails comes again with its count, nothing passes it, and then all goes on")
  void again() throws Exception {
    broken = true;
    assertEquals("failed, and comes again in 1 s", fire("stone", "{}"));
    assertEquals("waits behind one that failed and comes again", fire("8", "{}"));
    assertEquals(List.of("stone"), ids());
    broken = false;
    scene.cloud().time().sleep(Duration.ofSeconds(1));
    assertEquals("handled", fire("9", "{}"));
    assertEquals(List.of("stone", "stone", "8", "9"), ids());
    assertEquals(List.of(0, 1, 0, 0), tries);
  }

  @Test
  @DisplayName("What is written before any host has run is heard when one does")
  void nobodyRuns() throws Exception {
    asleep = true;
    scene.cloud().time().sleep(Duration.ofHours(1));
    scene.cloud().azure().writeRecord(TABLE, "early");
    assertEquals("is not running", fire("7", "{}"));
    asleep = false;
    assertEquals("handled", fire("8", "{}"));
    assertEquals(List.of("early", "7", "8"), ids());
  }

  @Test
  @DisplayName("A first record that fails is heard again by the next instance, which notes nothing")
  void anotherInstance() throws Exception {
    broken = true;
    assertEquals("failed, and comes again in 1 s", fire("stone", "{}"));
    scene.cloud().time().sleep(Duration.ofHours(1));
    Runs.verified(
        scene.deploy(
            scene.function("greeter", HEAR).withEnvironment(Map.of("ANOTHER", "instance"))));
    broken = false;
    assertEquals("handled", fire("9", "{}"));
    assertEquals(List.of("stone", "stone", "9"), ids());
    assertEquals(List.of(0, 0, 0), tries, "the count was the other instance's");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("What was written while another release served is heard after a rollback")
  void rollback(boolean elsewhere) throws Exception {
    assertEquals("handled", fire("1", "{}"));
    Runs.verified(scene.deploy(elsewhere ? HEAR_OTHER : NIGHTLY));
    scene.cloud().azure().writeRecord(TABLE, "between");
    scene.cloud().time().sleep(Duration.ofHours(1));
    Runs.verified(scene.runs().rollback());
    assertEquals("handled", fire("2", "{}"));
    assertEquals(List.of("1", "between", "2"), ids());
  }

  @Test
  @DisplayName("A host that goes while something waits is told of, and nobody waits for it")
  void goesAway() throws Exception {
    fire("1", "{}");
    asleep = true;
    scene.cloud().azure().writeRecord(TABLE, "earlier");
    assertEquals("is not running", fire("7", "{}"));
    assertEquals(List.of("1"), ids());
  }

  @Test
  @DisplayName("What fails for a day is passed over, and what waited behind it is heard")
  void passedOver() throws Exception {
    broken = true;
    fire("stone", "{}");
    String line = "";
    for (int i = 0; i < 300; i++) {
      scene.cloud().time().sleep(Duration.ofMinutes(5));
      line = fire("8", "{}");
    }
    assertEquals("handled", line);
    assertEquals(301, ids().stream().filter("stone"::equals).count());
    assertEquals(300, tries.stream().mapToInt(each -> each).max().orElseThrow());
  }

  @Test
  @DisplayName("Without a right, or its leases, the host tells why it does not listen")
  void deaf() throws Exception {
    for (JsonNode right : scene.all("sqlRoleAssignments").toList()) {
      scene.send("DELETE", right.path("id").asText(), "2024-11-15", "");
      String line = fire("7", "{}");
      assertTrue(line.startsWith("Forbidden (403); Substatus: 5301"), line);
      assertEquals(List.of(), heard);
      Runs.verified(scene.deploy(HEAR));
    }
    JsonNode leases =
        scene
            .all("sqlContainers")
            .filter(each -> each.path("name").asText().startsWith("leases-"))
            .findFirst()
            .orElseThrow();
    scene.send("DELETE", leases.path("id").asText(), "2024-11-15", "");
    String line = fire("7", "{}");
    assertTrue(line.contains("must exist before the listener starts"), line);
    Runs.verified(scene.deploy(HEAR));
    assertEquals("handled", fire("7", "{}"));
  }
}
