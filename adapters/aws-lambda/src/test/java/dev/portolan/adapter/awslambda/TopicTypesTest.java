package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that names types of a topic is handed what the filter policy lets through. */
final class TopicTypesTest {
  private static final String TRIGGER =
      "{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[\"com.acme.order\"]}";

  private static String message(String attribute, String type) {
    String attributes = "\"MessageAttributes\":{'N':{'Type':'String','Value':'T'}},\"Message\"";
    return Batches.sns("d")
        .replace(
            "\"Message\"",
            attributes.replace("'N'", "'" + attribute + "'").replace("'T'", "'" + type + "'"))
        .replace('\'', '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce-type", "ce_type", "cloudEvents_type"})
  @DisplayName("the attribute that the policy looks at tells the type, even if it is the only one")
  void typeAlone(String attribute) {
    Recipient recipient = Recipient.triggeredBy(TRIGGER, "dev.portolan.Event<java.lang.String>");
    assertEquals("null", recipient.send(message(attribute, "com.acme.order")));
    assertEquals(1, Recipient.HANDED.size());
    Event<?> event = (Event<?>) Recipient.HANDED.get(0);
    assertEquals("com.acme.order", event.type());
    assertEquals("n1", event.id());
    assertEquals("d", event.data());
  }

  @Test
  @DisplayName("the log says of what was not asked for that it is dropped")
  void dropped() {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("under-test");
    logger.addHandler(handler);
    logger.setLevel(Level.INFO);
    try {
      Recipient recipient = Recipient.triggeredBy(TRIGGER, "dev.portolan.Event<java.lang.String>");
      assertEquals("null", recipient.send(message("ce-type", "com.acme.other")));
      assertEquals("null", recipient.send(Batches.sns("d")));
    } finally {
      logger.setLevel(null);
      logger.removeHandler(handler);
    }
    assertEquals(List.of(), Recipient.HANDED);
    assertEquals(2, logged.size(), logged.toString());
    assertTrue(logged.get(0).startsWith("Event n1 of orders is dropped: "), logged.get(0));
    assertTrue(logged.get(1).endsWith(" com.amazonaws.sns.Notification"), logged.get(1));
  }
}
