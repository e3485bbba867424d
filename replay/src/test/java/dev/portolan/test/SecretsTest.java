package dev.portolan.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

@DisplayName("secrets that a test gives")
@WithSecret(key = "DOOR_SIGN", value = "no entry")
@WithSecret(key = "DOOR_WORD", value = "melon")
final class SecretsTest {

  @PortolanTest
  @DisplayName("are the function's, those of the test before those of its class")
  @WithSecret(key = "DOOR_WORD", value = "gr\u00fc\u00dfe")
  void given(Replay<Samples.Door> door) {
    door.call(Request.get("/door").query("word", "gr\u00fc\u00dfe")).assertStatus(200);
    door.call(Request.get("/door").query("word", "melon")).assertStatus(403).assertText("no entry");
  }

  @PortolanTest
  @DisplayName("are those of the class else")
  void ofTheClass(Replay<Samples.Door> door) {
    door.call(Request.get("/door?word=melon")).assertStatus(200);
  }

  static final class Misnamed {
    @PortolanTest(providers = "aws")
    @WithSecret(key = "secret://door", value = "melon")
    void misnamed(Replay<Samples.Door> door) {}
  }

  @Test
  @DisplayName("are named as the variables that stand for them")
  void misnamed() {
    Event failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Misnamed.class))
            .execute()
            .allEvents()
            .failed()
            .list()
            .get(0);
    assertEquals(
        "@WithSecret(key = \"secret://door\"): name the environment variable that stands for the"
            + " secret, in upper case",
        failed
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage());
  }
}
