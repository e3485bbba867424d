package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a table that reach a function in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class TableRunTest {
  /** Refuses who is new, breaks with who goes, and takes what changes. */
  public static final class Doorman
      implements PortableFunction<Event<Change<Map<String, Object>>>, Void> {
    @Override
    public Void handle(Event<Change<Map<String, Object>>> event, Context context) {
      if (event.data().before().isEmpty()) {
        throw new Reject("no room for " + event.data().key());
      }
      if (event.data().after().isEmpty()) {
        throw new IllegalStateException("not today");
      }
      return null;
    }
  }

  private static final Trigger GUESTS = new Trigger.RecordChanged("guests");

  @TempDir private Path directory;
  private RunScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new RunScene(directory, GUESTS, Map.of());
    scene.deploy(
        Doorman.class,
        "dev.portolan.Event<dev.portolan.Change<java.util.Map<java.lang.String,"
            + "java.lang.Object>>>");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Happening.Result happens(String data) throws Exception {
    return scene.happens("guests", "7", data);
  }

  @Test
  void eachChangeComesWithWhatWasAndIsAndWhatIsRefusedIsKept() throws Exception {
    Happening.Result added = happens("{\"name\":\"Ada\",\"age\":36}");
    assertTrue(added.handled(), scene.told(added));
    JsonNode event = scene.kept();
    assertEquals("com.amazonaws.dynamodb.INSERT", event.path("type").asText(), event.toString());
    assertEquals("7", event.path("partitionkey").asText(), event.toString());
    assertEquals(36, event.at("/data/NewImage/age").asInt(), event.toString());
    Happening.Result changed = happens("{\"name\":\"Ada\",\"age\":37}");
    assertTrue(changed.handled(), scene.told(changed));
    Happening.Result removed = happens("");
    assertFalse(removed.handled());
    assertTrue(removed.told().get(0).contains("failed: 1 of "), removed.told().toString());
  }
}
