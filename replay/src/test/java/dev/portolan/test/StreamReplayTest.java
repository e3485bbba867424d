package dev.portolan.test;

import static dev.portolan.test.Delivery.Outcome.AGAIN;
import static dev.portolan.test.Delivery.Outcome.DONE;
import static dev.portolan.test.Delivery.Outcome.REFUSED;
import static dev.portolan.test.Delivery.Outcome.UNHEARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Batch;
import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.Kafka;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.Queue;
import dev.portolan.RecordChanged;
import dev.portolan.Reject;
import dev.portolan.Retry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("changes of tables and records of Kafka on each platform")
final class StreamReplayTest {
  private static final List<Object> HANDED = Collections.synchronizedList(new ArrayList<>());

  /** A record of a table. */
  public record Customer(String name, int visits, List<String> tags) {}

  /** What a record of Kafka carries. */
  public record View(int millis) {}

  private static void obey(String word) {
    switch (word) {
      case "retry":
        throw new Retry("later");
      case "reject":
        throw new Reject("never");
      default:
    }
  }

  /** Takes changes one by one. */
  @RecordChanged("customers")
  public static final class Hearing implements PortableFunction<Event<Change<Customer>>, Void> {
    @Override
    public Void handle(Event<Change<Customer>> event, Context context) {
      HANDED.add(event);
      obey(event.data().after().or(event.data()::before).orElseThrow().name());
      return null;
    }
  }

  /** Takes changes as they come together. */
  @RecordChanged("customers")
  public static final class Collecting
      implements PortableFunction<Batch<Change<Customer>>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Change<Customer>> batch, Context context)
        throws InterruptedException {
      return batch.each(event -> obey(event.data().after().orElseThrow().name()));
    }
  }

  /** Takes records of Kafka one by one. */
  @Kafka("views")
  public static final class Viewing
      implements PortableFunction<Event<KafkaRecord<String, View>>, Void> {
    @Override
    public Void handle(Event<KafkaRecord<String, View>> event, Context context) {
      HANDED.add(event.data());
      event.data().key().ifPresent(StreamReplayTest::obey);
      return null;
    }
  }

  /** Takes records of Kafka as they come together. */
  @Kafka("views")
  public static final class Counting
      implements PortableFunction<Batch<KafkaRecord<String, View>>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<KafkaRecord<String, View>> batch, Context context)
        throws InterruptedException {
      return batch.each(event -> obey(event.data().key().orElse("")));
    }
  }

  /** Cannot do without what was there before. */
  @RecordChanged("customers")
  public static final class Comparing
      implements PortableFunction<Event<Change<Map<String, Object>>>, Void> {
    @Override
    public Void handle(Event<Change<Map<String, Object>>> event, Context context) {
      event.data().before().orElseThrow(() -> new Reject("nothing was there"));
      return null;
    }
  }

  /** Takes what messages carry, tells which delivery it is, and gives up at the third. */
  @Queue("words")
  public static final class Patient implements PortableFunction<Event<String>, Void> {
    @Override
    public Void handle(Event<String> event, Context context) {
      HANDED.add(context.attempt());
      if (event.data().equals("hopeless")) {
        throw context.attempt() < 3 ? new Retry("later") : new Reject("never");
      }
      return null;
    }
  }

  @BeforeEach
  void forget() {
    HANDED.clear();
  }

  private static String customer(String name) {
    return "{\"name\":\"" + name + "\",\"visits\":7,\"tags\":[\"a\",\"b\"],\"more\":{\"x\":1.5}}";
  }

  private static TestEvent inserted(String key, String name) {
    return TestEvent.inserted("customers", key, customer(name));
  }

  @SuppressWarnings("unchecked")
  private static Event<Change<Customer>> handed() {
    return (Event<Change<Customer>>) HANDED.get(HANDED.size() - 1);
  }

  @PortolanTest
  @DisplayName("a change is handed over with its key and the record as it is now")
  void changes(Replay<Hearing> hearing) {
    hearing.deliver(inserted("7", "Ada")).assertDone();
    Change<Customer> change = handed().data();
    assertEquals("7", change.key().substring(change.key().lastIndexOf('/') + 1));
    assertEquals(Optional.of(new Customer("Ada", 7, List.of("a", "b"))), change.after());
    hearing
        .deliver(TestEvent.updated("customers", "7", customer("Ada"), customer("retry")))
        .assertComesAgain();
    assertEquals("retry", handed().data().after().orElseThrow().name());
    boolean tells = handed().kind() == Event.Kind.RECORD_UPDATED;
    assertEquals(tells, handed().data().before().isPresent(), "what was before, where it is told");
    hearing.deliver(inserted("8", "reject")).assertRefused();
  }

  @PortolanTest
  @DisplayName("a removal tells what was there, or is not told at all")
  void removals(Replay<Hearing> hearing) {
    hearing.deliver(TestEvent.deleted("customers", "7", customer("Ada"))).assertDone();
    assertEquals(Event.Kind.RECORD_DELETED, handed().kind());
    assertEquals("Ada", handed().data().before().orElseThrow().name());
    assertEquals(Optional.empty(), handed().data().after());
  }

  @PortolanTest
  @DisplayName("what is behind a change that comes again comes again, what is before it does not")
  void changesInOrder(Replay<Hearing> hearing, Replay<Collecting> collecting) {
    TestEvent none = TestEvent.inserted("customers", "5", "{\"visits\":\"many\"}");
    for (Replay<?> each : List.of(hearing, collecting)) {
      each.deliverTogether(inserted("1", "one"), inserted("2", "reject"), none)
          .assertOutcomes(DONE, REFUSED, UNHEARD);
      each.deliverTogether(
              inserted("1", "one"), none, inserted("2", "retry"), inserted("3", "three"))
          .assertOutcomes(DONE, UNHEARD, AGAIN, AGAIN)
          .assertOutcome(3, AGAIN);
    }
  }

  @PortolanTest
  @DisplayName("a record of Kafka is handed over with its key, its headers and where it stands")
  void records(Replay<Viewing> viewing) {
    viewing
        .deliver(
            TestEvent.kafka("views")
                .key("/shop caf\u00e9")
                .header("trace", "4711")
                .at(2, 15)
                .json("{\"millis\":5}"))
        .assertDone();
    KafkaRecord<?, ?> record = (KafkaRecord<?, ?>) HANDED.get(0);
    assertEquals("views", record.topic());
    assertEquals(2, record.partition());
    assertEquals(15, record.offset());
    assertEquals(Optional.of("/shop caf\u00e9"), record.key());
    assertEquals(Optional.of(new View(5)), record.value());
    assertEquals("trace", record.headers().get(0).name());
    assertEquals("4711", new String(record.headers().get(0).value(), StandardCharsets.UTF_8));
    viewing
        .deliver(TestEvent.kafka("views").key("retry").json("{\"millis\":5}"))
        .assertComesAgain();
    viewing.deliver(TestEvent.kafka("views").key("reject").json("{\"millis\":5}")).assertRefused();
    viewing.deliver(TestEvent.kafka("views").json("[]")).assertUnheard();
  }

  @PortolanTest
  @DisplayName("records wait behind one of their partition that comes again, what is before it not")
  void recordsInOrder(Replay<Viewing> viewing, Replay<Counting> counting) {
    for (Replay<?> each : List.of(viewing, counting)) {
      TestEvent view = TestEvent.kafka("views").json("{\"millis\":5}");
      each.deliverTogether(view, view.key("reject"), view.json("[]"))
          .assertOutcomes(DONE, REFUSED, UNHEARD);
      each.deliverTogether(view, view.json("[]"), view.key("retry"), view.key("other"))
          .assertOutcomes(DONE, UNHEARD, AGAIN, AGAIN);
      assertThrows(IllegalArgumentException.class, () -> each.deliverTogether(view, view.at(1, 7)));
    }
  }

  @PortolanTest
  @DisplayName("a message that was delivered before says so, where that is counted")
  void attempts(Replay<Patient> patient) {
    patient.deliver(TestEvent.queued("words").text("hello").attempt(3)).assertDone();
    boolean counts = List.of("aws", "azure").contains(patient.provider());
    assertEquals(List.of(counts ? 3 : 1), HANDED);
    patient.deliver(TestEvent.queued("words").text("hello")).assertDone();
    assertEquals(1, HANDED.get(1));
  }

  @Test
  @DisplayName("what cannot be is refused before it happens")
  void refused() {
    TestEvent view = TestEvent.kafka("views");
    assertEquals(
        "a record of Kafka has headers, and its place for an id: no attribute id",
        told(() -> view.id("4711")));
    assertEquals("deliveries are counted from 1, and not 0", told(() -> view.attempt(0)));
    assertEquals(
        "QUEUE words is no record of Kafka", told(() -> TestEvent.queued("words").key("k")));
    assertEquals(
        "RECORD_CREATED customers 7 carries the record and nothing else",
        told(() -> inserted("7", "Ada").json("{}")));
    assertEquals(
        "a record is a JSON object, and this is none: [1]",
        told(() -> TestEvent.deleted("customers", "7", "[1]")));
  }

  private static String told(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }
}
