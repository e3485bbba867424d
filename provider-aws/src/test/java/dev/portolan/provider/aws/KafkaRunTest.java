package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Records of Kafka that reach a function in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class KafkaRunTest {
  /** Refuses what is no view, breaks once with what it does not know, and takes the rest. */
  public static final class Counter
      implements PortableFunction<Event<KafkaRecord<String, String>>, Void> {
    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public Void handle(Event<KafkaRecord<String, String>> event, Context context) {
      String value = event.data().value().orElse("");
      if (value.equals("no view")) {
        throw new Reject("no view of " + event.data().key().orElse("nothing"));
      }
      if (value.equals("unknown") && !broken.getAndSet(true)) {
        throw new IllegalStateException("not today");
      }
      return null;
    }
  }

  private static final Trigger VIEWS = new Trigger.Kafka(List.of("views"), "");

  @TempDir private Path directory;
  private RunScene scene;

  @BeforeEach
  void open() throws Exception {
    scene =
        new RunScene(
            directory,
            VIEWS,
            Map.of("kafka", "arn:aws:kafka:us-east-1:123456789012:cluster/shop/abc-2"));
    scene.deploy(
        Counter.class,
        "dev.portolan.Event<dev.portolan.KafkaRecord<java.lang.String,java.lang.String>>");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Happening.Result happens(String data) throws Exception {
    return scene.happens("", "/shop", data);
  }

  @Test
  void eachRecordComesWithItsKeyAndWhatIsRefusedIsKept() throws Exception {
    Happening.Result taken = happens("a view");
    assertTrue(taken.handled(), scene.told(taken));
    Happening.Result refused = happens("no view");
    assertTrue(refused.handled(), scene.told(refused));
    JsonNode event = scene.kept();
    assertEquals("org.apache.kafka.record", event.path("type").asText(), event.toString());
    assertEquals("/shop", event.path("partitionkey").asText(), event.toString());
    byte[] data = Base64.getDecoder().decode(event.path("data_base64").asText());
    assertEquals("no view", new String(data, StandardCharsets.UTF_8), event.toString());
    Happening.Result broken = happens("unknown");
    assertFalse(broken.handled());
    assertTrue(broken.told().get(0).contains("failed: 1 of "), broken.told().toString());
    Happening.Result after = happens("a view");
    assertTrue(after.handled(), "the one before it came again: " + scene.told(after));
  }
}
