package dev.portolan.test;

import static dev.portolan.test.Delivery.Outcome.AGAIN;
import static dev.portolan.test.Delivery.Outcome.DONE;
import static dev.portolan.test.Delivery.Outcome.REFUSED;
import static dev.portolan.test.Delivery.Outcome.UNHEARD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.ObjectCreated;
import dev.portolan.ObjectDeleted;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.Queue;
import dev.portolan.Reject;
import dev.portolan.Retry;
import dev.portolan.Schedule;
import dev.portolan.Tick;
import dev.portolan.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("events on each platform")
final class EventReplayTest {
  private static final List<Object> HANDED = Collections.synchronizedList(new ArrayList<>());

  /** What a message says. */
  public record Word(String word) {}

  private static void obey(Event<Word> event) {
    HANDED.add(event.data());
    switch (event.data().word()) {
      case "retry":
        throw new Retry("later");
      case "reject":
        throw new Reject("never");
      default:
    }
  }

  /** Takes messages as batches. */
  @Queue("words")
  public static final class Batched implements PortableFunction<Batch<Word>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Word> batch, Context context) throws InterruptedException {
      return batch.each(EventReplayTest::obey);
    }
  }

  /** Takes messages one by one. */
  @Queue("words")
  public static final class Single implements PortableFunction<Event<Word>, Void> {
    @Override
    public Void handle(Event<Word> event, Context context) {
      obey(event);
      return null;
    }
  }

  /** Takes what messages carry, and is told nothing else of them. */
  @Queue("words")
  public static final class Bare implements PortableFunction<Word, Void> {
    @Override
    public Void handle(Word word, Context context) {
      switch (word.word()) {
        case "retry":
          throw new Retry("later");
        case "reject":
          throw new Reject("never");
        default:
          return null;
      }
    }
  }

  /** Takes events of one type. */
  @Topic(value = "news", types = "com.example.said")
  public static final class Listening implements PortableFunction<Event<Word>, Void> {
    @Override
    public Void handle(Event<Word> event, Context context) {
      HANDED.add(event.kind() + " " + event.type() + " " + event.source() + " " + event.id());
      obey(event);
      return null;
    }
  }

  /** Takes what a bucket tells. */
  @ObjectCreated("photos")
  @ObjectDeleted("photos")
  public static final class Watching implements PortableFunction<Event<ObjectRef>, Void> {
    @Override
    public Void handle(Event<ObjectRef> event, Context context) {
      ObjectRef object = event.data();
      HANDED.add(
          event.kind()
              + " "
              + object.bucket()
              + "/"
              + object.key()
              + " "
              + object.size().orElse(-1));
      return null;
    }
  }

  /** Takes ticks. */
  @Schedule("0 2 * * *")
  public static final class Ticking implements PortableFunction<Tick, Void> {
    @Override
    public Void handle(Tick tick, Context context) {
      HANDED.add(tick.name());
      return null;
    }
  }

  @BeforeEach
  void forget() {
    HANDED.clear();
  }

  private static TestEvent word(String word) {
    return TestEvent.queued("words").json("{\"word\":\"" + word + "\"}");
  }

  @PortolanTest
  @DisplayName("messages have an outcome each, in a batch too")
  void batches(Replay<Batched> batched) {
    batched
        .deliverTogether(word("one"), word("retry"), word("reject"), word("two"))
        .assertOutcomes(DONE, AGAIN, REFUSED, DONE);
    assertEquals(4, HANDED.size());
  }

  @PortolanTest
  @DisplayName(
      "one that cannot be read among them is nobody's, and no other's outcome is taken for it")
  void unreadable(Replay<Batched> batched, Replay<Single> single, Replay<Bare> bare) {
    TestEvent none = TestEvent.queued("words").json("[]");
    for (Replay<?> each : List.of(batched, single, bare)) {
      each.deliverTogether(word("one"), none, word("retry"), none, word("reject"))
          .assertOutcomes(DONE, UNHEARD, AGAIN, UNHEARD, REFUSED);
    }
  }

  @PortolanTest
  @DisplayName("messages are done, come again or are refused")
  void messages(Replay<Single> single) {
    single.deliver(word("one")).assertDone();
    single.deliver(word("retry")).assertComesAgain();
    single.deliver(word("reject")).assertRefused();
    single
        .deliverTogether(word("reject"), word("one"), word("retry"))
        .assertOutcomes(REFUSED, DONE, AGAIN);
    single.deliver(TestEvent.queued("words").json("[]")).assertUnheard();
  }

  @PortolanTest
  @DisplayName("events of a topic are handed over as they were sent, those of another type are not")
  void topics(Replay<Listening> listening) {
    TestEvent said =
        TestEvent.published("news")
            .type("com.example.said")
            .source("/shop")
            .id("4711")
            .json("{\"word\":\"one\"}");
    listening.deliver(said).assertDone();
    assertEquals("CUSTOM com.example.said /shop 4711", HANDED.get(0));
    assertEquals(new Word("one"), HANDED.get(1));
    listening.deliver(said.json("{\"word\":\"retry\"}")).assertComesAgain();
  }

  @PortolanTest(providers = {"aws", "azure", "gcp"})
  @DisplayName("events of another type are nobody's, where the adapter filters and no broker")
  void types(Replay<Listening> listening) {
    listening
        .deliver(TestEvent.published("news").type("com.example.sung").json("{\"word\":\"one\"}"))
        .assertUnheard();
  }

  @PortolanTest
  @DisplayName("objects are told of with their size")
  void objects(Replay<Watching> watching) {
    watching.deliver(TestEvent.stored("photos", "a b.txt", 17)).assertDone();
    watching.deliver(TestEvent.removed("photos", "a b.txt")).assertDone();
    assertEquals("OBJECT_CREATED photos/a b.txt 17", HANDED.get(0));
    assertEquals(2, HANDED.size());
  }

  @PortolanTest(providers = {"aws", "gcp", "knative"})
  @DisplayName("ticks come")
  void ticks(Replay<Ticking> ticking) {
    ticking.deliver(TestEvent.tick("nightly")).assertDone();
    assertEquals(List.of("nightly"), HANDED);
  }
}
