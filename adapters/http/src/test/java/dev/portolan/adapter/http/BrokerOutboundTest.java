package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.runtime.OutboundMessage;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to a broker obeys the contract, and what becomes of the broker's answers. */
final class BrokerOutboundTest implements OutboundContract {
  private static final OutboundMessage MESSAGE =
      new OutboundMessage(
          Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t"),
          "text/plain",
          new byte[] {'x'});

  @Override
  public Platform openPlatform() throws Exception {
    return new EmbeddedBroker();
  }

  private static String refusal(EmbeddedBroker broker, String place) {
    return assertThrows(IOException.class, () -> broker.outbound().send(place, MESSAGE, MILLIS))
        .getMessage();
  }

  @Test
  void whatMayPassIsTriedAgain() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      broker.answers.addAll(List.of(503, 429, 0));
      broker.outbound().send(broker.queue(), MESSAGE, MILLIS);
      assertEquals(4, broker.calls);
      assertEquals("1", broker.taken.get(0).headers().get("ce-id"));
    }
  }

  @Test
  void whatDoesNotPassIsTold() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      broker.answers.add(404);
      assertEquals("not sent to " + broker.queue() + ": 404", refusal(broker, broker.queue()));
      assertEquals(1, broker.calls);
      broker.answers.addAll(List.of(500, 500, 500, 500, 500, 500, 500));
      assertTrue(refusal(broker, broker.queue()).endsWith(": 500"));
      assertEquals(7, broker.calls);
    }
  }

  @Test
  void theStatusIsJudgedWhateverBecomesOfTheBody() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      broker.breaksOff = true;
      broker.outbound().send(broker.queue(), MESSAGE, MILLIS);
      assertEquals(1, broker.taken.size(), "what was taken is not sent again");
      broker.answers.add(404);
      assertEquals("not sent to " + broker.queue() + ": 404", refusal(broker, broker.queue()));
      assertEquals(2, broker.calls);
    }
  }

  @Test
  void aPlaceThatIsNoBrokerIsNotCalled() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      List<String> places =
          List.of("projects/p/topics/t", "http://192.0.2.1/a", "ftp://a.b.svc/", "no url at all");
      for (String place : places) {
        assertTrue(refusal(broker, place).contains("no broker of the cluster"), place);
      }
    }
  }

  @Test
  void thereAreNoBuckets() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker()) {
      assertThrows(IOException.class, () -> broker.outbound().get("a", "b", MILLIS));
      assertThrows(IOException.class, () -> broker.outbound().delete("a", "b", MILLIS));
      assertThrows(
          IOException.class, () -> broker.outbound().put("a", "b", new byte[0], "a/b", MILLIS));
    }
  }
}
