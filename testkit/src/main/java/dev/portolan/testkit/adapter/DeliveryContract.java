package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events in the platform's own envelopes: what a function is handed, and what comes again. */
public interface DeliveryContract extends AdapterUnderTest {

  @Test
  @DisplayName("a message is handed over with its kind, and again as the same event")
  default void messages() {
    for (Event.Kind kind : ofText()) {
      try (AdapterHarness.Running running = receiving(Receivers.Obedient.class)) {
        assertFalse(running.comesAgain(kind, "gr\u00fc\u00dfe"), kind.name());
        assertFalse(running.comesAgain(kind, "gr\u00fc\u00dfe"), kind.name());
        List<Event<?>> events = handed();
        assertEquals(2, events.size(), kind.name());
        assertEquals(kind, events.get(0).kind());
        assertEquals("gr\u00fc\u00dfe", events.get(0).data(), kind.name());
        assertEquals(events.get(0).id(), events.get(1).id(), kind.name());
        assertEquals(events.get(0).source(), events.get(1).source(), kind.name());
      }
    }
  }

  /** Enough for what does not wait, on a busy machine too. */
  Duration TIME = Duration.ofSeconds(3);

  @Test
  @DisplayName("Retry, an exception and an Error bring an event again, Reject never does")
  default void outcomes() {
    for (Event.Kind kind : ofText()) {
      for (Class<? extends PortableFunction<?, ?>> function :
          List.of(Receivers.Obedient.class, Receivers.Collecting.class)) {
        try (AdapterHarness.Running running = receiving(function)) {
          for (String word : List.of("retry", "checked")) {
            assertTrue(running.comesAgain(kind, word), kind + ": " + word);
          }
          assertTrue(running.comesAgain(kind, "linkage"), kind + ": linkage");
          assertFalse(running.comesAgain(kind, "reject"), kind + ": reject");
          assertFalse(running.comesAgain(kind, "fine"), kind + ": fine");
          assertEquals(5, Receivers.HANDED.size(), kind + " of " + function);
        }
      }
    }
  }

  @Test
  @DisplayName("when the time is up what is done is done, unless the function took all together")
  default void timeIsUp() {
    Assumptions.assumeTrue(
        harness().deliversTogether(Event.Kind.QUEUE), "the platform delivers one by one");
    List<Occurrence> messages = new ArrayList<>();
    for (String word : List.of("fine", "slow", "fine")) {
      messages.add(
          new Occurrence(
              Event.Kind.QUEUE,
              "words",
              "",
              Map.of("id", String.valueOf(messages.size())),
              "",
              word.getBytes(StandardCharsets.UTF_8)));
    }
    try (AdapterHarness.Running running = receiving(Receivers.Obedient.class)) {
      assertEquals(List.of(false, true, true), running.deliver(messages, TIME));
      assertEquals(2, Receivers.HANDED.size(), "the third is not begun");
    }
    try (AdapterHarness.Running running = receiving(Receivers.Collecting.class)) {
      assertEquals(List.of(true, true, true), running.deliver(messages, TIME));
    }
  }

  @Test
  @DisplayName("a batch of one is a batch")
  default void batches() {
    for (Event.Kind kind : ofText()) {
      try (AdapterHarness.Running running = receiving(Receivers.Collecting.class)) {
        assertFalse(running.comesAgain(kind, "fine"), kind.name());
        Batch<?> batch = (Batch<?>) Receivers.HANDED.get(0);
        assertEquals(1, batch.events().size());
        assertEquals(kind, batch.events().get(0).kind());
      }
    }
  }

  @Test
  @DisplayName("data that the function does not take never comes again, and it is not called")
  default void cannotBeBound() {
    for (Event.Kind kind : ofText()) {
      for (String input :
          List.of(
              Functions.Greet.INPUT,
              "dev.portolan.Event<" + Functions.Greet.INPUT + ">",
              "dev.portolan.Batch<" + Functions.Greet.INPUT + ">",
              "dev.portolan.ObjectRef",
              "dev.portolan.Change<" + Functions.Greet.INPUT + ">")) {
        try (AdapterHarness.Running running = receiving(Receivers.Keeping.class, input)) {
          assertFalse(running.comesAgain(kind, "17"), kind + " to " + input);
          assertEquals(List.of(), Receivers.HANDED, kind + " to " + input);
        }
      }
    }
  }

  @Test
  @DisplayName("who takes the data alone is handed it, who takes nothing is called")
  default void dataAlone() {
    for (Event.Kind kind : ofText()) {
      try (AdapterHarness.Running running =
          receiving(Receivers.Keeping.class, "java.lang.String")) {
        assertFalse(running.comesAgain(kind, "text"), kind.name());
        assertEquals(List.of("text"), Receivers.HANDED, kind.name());
      }
    }
    for (Event.Kind kind : harness().kinds()) {
      try (AdapterHarness.Running running = receiving(Receivers.Keeping.class, "java.lang.Void")) {
        assertFalse(running.comesAgain(kind, "text"), kind.name());
        assertEquals(List.of("nothing"), Receivers.HANDED, kind.name());
      }
    }
  }

  @Test
  @DisplayName("who takes anything is handed text as that")
  default void anything() {
    for (Event.Kind kind : ofText()) {
      try (AdapterHarness.Running running =
          receiving(Receivers.Keeping.class, "dev.portolan.Event<java.lang.Object>")) {
        assertFalse(running.comesAgain(kind, "a text"), kind.name());
        assertEquals("a text", handed().get(0).data(), kind.name());
      }
    }
  }

  @Test
  @DisplayName(
      "who takes anything is handed JSON as what it says, whether its sender says so or not")
  default void json() {
    String document = "{\"name\":\"Ada\",\"tags\":[1,true,null]}";
    Map<String, Object> said = new HashMap<>();
    said.put("name", "Ada");
    said.put("tags", Arrays.asList(1L, true, null));
    for (Occurrence each : ofJson(document)) {
      if (harness().delivers(each.kind())) {
        try (AdapterHarness.Running running =
            receiving(Receivers.Keeping.class, "dev.portolan.Event<java.lang.Object>")) {
          assertEquals(List.of(false), running.deliver(List.of(each), TIME), each.toString());
          assertEquals(said, handed().get(0).data(), each.toString());
        }
      }
    }
  }

  private static List<Occurrence> ofJson(String document) {
    byte[] data = document.getBytes(StandardCharsets.UTF_8);
    List<Occurrence> all = new ArrayList<>();
    all.add(Occurrence.sample(Event.Kind.KAFKA, document));
    Map<String, String> event = Map.of("id", "1", "source", "/shop", "type", "said");
    for (String mediaType : List.of("", "application/json", "application/vnd.shop+json")) {
      all.add(new Occurrence(Event.Kind.QUEUE, "orders", "", Map.of(), mediaType, data));
      all.add(new Occurrence(Event.Kind.TOPIC, "orders", "", Map.of(), mediaType, data));
      all.add(new Occurrence(Event.Kind.TOPIC, "orders", "", event, mediaType, data));
    }
    all.add(new Occurrence(Event.Kind.CUSTOM, "", "", event, "application/json", data));
    return all;
  }

  @Test
  @DisplayName("each kind's portable payload, in an event and alone; no other kind's")
  default void payloads() {
    for (Event.Kind kind : harness().kinds()) {
      String payload = payload(kind);
      if (payload != null) {
        try (AdapterHarness.Running running =
            receiving(Receivers.Keeping.class, "dev.portolan.Event<" + payload + ">")) {
          assertFalse(running.comesAgain(kind, "Ada"), kind.name());
          Event<?> event = handed().get(0);
          assertEquals(kind, event.kind());
          assertPayload(kind, event.data());
        }
        try (AdapterHarness.Running running = receiving(Receivers.Keeping.class, payload)) {
          assertFalse(running.comesAgain(kind, "Ada"), kind.name());
          assertPayload(kind, Receivers.HANDED.get(0));
        }
        String other =
            kind == Event.Kind.OBJECT_CREATED ? "dev.portolan.Change" : "dev.portolan.ObjectRef";
        boolean same = payload.equals(other);
        try (AdapterHarness.Running running = receiving(Receivers.Keeping.class, other)) {
          assertFalse(running.comesAgain(kind, "Ada"), kind.name());
          assertEquals(same ? 1 : 0, Receivers.HANDED.size(), kind + " to " + other);
        }
      }
    }
  }

  private static String payload(Event.Kind kind) {
    switch (kind) {
      case SCHEDULE:
        return "dev.portolan.Tick";
      case OBJECT_CREATED:
      case OBJECT_DELETED:
        return "dev.portolan.ObjectRef";
      case KAFKA:
        return "dev.portolan.KafkaRecord<java.lang.String,java.lang.String>";
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
      case RECORD_UPSERTED:
        return "dev.portolan.Change<java.util.Map<java.lang.String,java.lang.Object>>";
      default:
        return null;
    }
  }

  private static void assertPayload(Event.Kind kind, Object payload) {
    if (payload instanceof ObjectRef) {
      assertEquals("photos", ((ObjectRef) payload).bucket());
      assertEquals("a b.txt", ((ObjectRef) payload).key());
    } else if (payload instanceof KafkaRecord) {
      assertEquals("clicks", ((KafkaRecord<?, ?>) payload).topic());
      assertEquals(Optional.of("Ada"), ((KafkaRecord<?, ?>) payload).value());
    } else if (payload instanceof Change) {
      Change<?> change = (Change<?>) payload;
      assertEquals("7", change.key().substring(change.key().lastIndexOf('/') + 1));
      assertEquals(kind == Event.Kind.RECORD_DELETED, change.after().isEmpty(), kind.name());
      if (change.after().isPresent()) {
        assertEquals("Ada", ((Map<?, ?>) change.after().get()).get("name"));
      }
    } else {
      assertFalse(((Tick) payload).name().isEmpty());
    }
  }

  private List<Event.Kind> ofText() {
    List<Event.Kind> kinds = new ArrayList<>(harness().kinds());
    kinds.retainAll(
        List.of(Event.Kind.QUEUE, Event.Kind.TOPIC, Event.Kind.KAFKA, Event.Kind.CUSTOM));
    assertFalse(kinds.isEmpty(), "every platform delivers some message");
    return kinds;
  }

  private static List<Event<?>> handed() {
    List<Event<?>> events = new ArrayList<>();
    Receivers.HANDED.forEach(each -> events.add((Event<?>) each));
    return events;
  }

  private AdapterHarness.Running receiving(Class<? extends PortableFunction<?, ?>> function) {
    boolean obedient = function == Receivers.Obedient.class;
    return receiving(function, obedient ? Receivers.Obedient.INPUT : Receivers.Collecting.INPUT);
  }

  private AdapterHarness.Running receiving(
      Class<? extends PortableFunction<?, ?>> function, String input) {
    Receivers.HANDED.clear();
    return harness().start(FunctionUnderTest.of(function, input).withoutRoute());
  }
}
