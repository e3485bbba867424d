package dev.portolan.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** How the embedded Azure brings records of Kafka to what is deployed. */
class KafkaFeedTest {
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");
  private static final String TOLD = "run_greeter_kafka: ";

  @TempDir private Path work;
  private final List<Arrival> heard = new ArrayList<>();
  private boolean broken;
  private boolean asleep;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
    scene.running(world -> new DeliveringPlane(this::hear, () -> !asleep));
    Runs.verified(scene.deploy(CLICKS));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Optional<Boolean> hear(Arrival arrival) {
    if (asleep) {
      return Optional.empty();
    }
    heard.add(arrival);
    return Optional.of(!broken || !value(arrival).equals("stone"));
  }

  private static String value(Arrival arrival) {
    return new String(((Datum.Bytes) arrival.value()).value(), UTF_8);
  }

  private List<String> values() {
    return heard.stream().map(KafkaFeedTest::value).toList();
  }

  private String fire(String key, String data) throws Exception {
    Happening.Result result =
        scene
            .cloud()
            .azure()
            .fire(
                new Happening(
                    SampleProject.OWNER, "greeter", CLICKS, "", key, data.getBytes(UTF_8)));
    assertEquals(1, result.told().size(), result.told()::toString);
    assertTrue(result.told().get(0).startsWith(TOLD), result.told()::toString);
    String line = result.told().get(0).substring(TOLD.length());
    assertEquals(line.equals("handled"), result.handled(), line);
    return line;
  }

  @Test
  @DisplayName("A record comes as bytes, and where it stands beside them")
  void told() throws Exception {
    assertEquals("handled", fire("k", "one"));
    assertEquals("handled", fire("k", "two"));
    Map<String, Datum> told = heard.get(1).metadata();
    assertEquals(new Datum.Text("clicks"), told.get("Topic"));
    assertEquals(new Datum.Json("1"), told.get("Offset"));
    assertEquals(new Datum.Text("k"), told.get("Key"));
    assertEquals(heard.get(0).metadata().get("Partition"), told.get("Partition"));
    assertEquals("handled", fire("", "three"));
    assertFalse(heard.get(2).metadata().containsKey("Key"));
  }

  @Test
  @DisplayName("What fails comes again without an end, and nothing of its partition passes it")
  void again() throws Exception {
    broken = true;
    assertEquals("failed, and comes again in 1 s", fire("k", "stone"));
    assertEquals("waits behind one that failed and comes again", fire("k", "behind"));
    assertEquals("handled", fire("l", "elsewhere"), "in another partition");
    for (int i = 0; i < 400; i++) {
      scene.cloud().time().sleep(Duration.ofMinutes(5));
      assertEquals("waits behind one that failed and comes again", fire("k", "behind"));
    }
    broken = false;
    scene.cloud().time().sleep(Duration.ofMinutes(5));
    assertEquals("handled", fire("k", "last"));
    assertEquals("last", values().get(values().size() - 1));
    assertEquals(401, values().stream().filter("behind"::equals).count());
    assertEquals(402, values().stream().filter("stone"::equals).count());
  }

  @Test
  @DisplayName("What was not committed is heard by the next instance, and nothing else again")
  void anotherInstance() throws Exception {
    assertEquals("handled", fire("k", "one"));
    broken = true;
    assertEquals("failed, and comes again in 1 s", fire("k", "stone"));
    Runs.verified(
        scene.deploy(
            scene.function("greeter", CLICKS).withEnvironment(Map.of("ANOTHER", "instance"))));
    broken = false;
    assertEquals("handled", fire("k", "two"));
    assertEquals(List.of("one", "stone", "stone", "two"), values());
    assertEquals(0, heard.get(2).tries(), "the count was the other instance's");
  }

  @Test
  @DisplayName("What is written while nobody runs, or takes, is heard when somebody does again")
  void nobodyRuns() throws Exception {
    asleep = true;
    assertEquals("is not running", fire("k", "early"));
    asleep = false;
    assertEquals("handled", fire("k", "one"));
    Runs.verified(scene.deploy(NIGHTLY));
    Runs.verified(scene.runs().rollback());
    assertEquals("handled", fire("k", "two"));
    assertEquals(List.of("early", "one", "two"), values());
  }

  @Test
  @DisplayName("Another group begins with the oldest record, and each group has all of them")
  void anotherGroup() throws Exception {
    assertEquals("handled", fire("k", "one"));
    Runs.verified(scene.deploy(new Trigger.Kafka(List.of("clicks"), "other")));
    assertEquals("handled", fire("k", "two"));
    assertEquals(List.of("one", "one", "two"), values());
  }

  @Test
  @DisplayName("A host that cannot log in tells why, and nothing is lost")
  void deaf() throws Exception {
    assertEquals("handled", fire("k", "one"));
    Map<String, String> login =
        Map.of(
            "kafkaUser", "ada",
            "kafkaSecret", "secret://login",
            "secretAccess", "none",
            "probe", "none");
    Runs.verified(scene.deploy(scene.function("greeter", CLICKS).withSettings(login)));
    String line = fire("k", "two");
    assertTrue(line.endsWith("SASL authentication error: Authentication failed"), line);
    Runs.verified(scene.deploy(CLICKS));
    assertEquals("handled", fire("k", "three"));
    assertEquals(List.of("one", "two", "three"), values());
  }
}
