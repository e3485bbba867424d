package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.FunctionException;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every record has its own outcome, whatever becomes of the others. */
final class BatchesTest {
  private static final List<String> HANDED = Collections.synchronizedList(new ArrayList<>());

  private static Object obey(String word) throws Exception {
    switch (word) {
      case "retry":
        throw new Retry("later");
      case "reject":
        throw new Reject("never");
      case "bug":
        throw new IllegalStateException("hunter2");
      case "404":
      case "409":
      case "503":
        throw new FunctionException(Integer.parseInt(word), "told", "told");
      case "error":
        throw new NoClassDefFoundError("hunter2");
      case "memory":
        throw new OutOfMemoryError("told");
      case "slow":
        synchronized (HANDED) {
          HANDED.wait();
        }
        return null;
      default:
        return null;
    }
  }

  /** Takes the data alone. */
  public static final class OfData implements PortableFunction<String, Object> {
    @Override
    public Object handle(String word, Context context) throws Exception {
      HANDED.add(word + context.attempt());
      return obey(word);
    }
  }

  /** Takes events, and answers some. */
  public static final class OfEvents implements PortableFunction<Event<String>, Object> {
    @Override
    public Object handle(Event<String> event, Context context) throws Exception {
      HANDED.add(event.data());
      return event.data().equals("reply") ? event.withData("answer") : obey(event.data());
    }
  }

  /** Takes nothing. */
  public static final class OfNothing implements PortableFunction<Void, Object> {
    @Override
    public Object handle(Void nothing, Context context) {
      HANDED.add("called");
      return null;
    }
  }

  /** Takes batches. */
  public static final class OfBatches implements PortableFunction<Batch<String>, Object> {
    @Override
    public Object handle(Batch<String> batch, Context context) throws Exception {
      String all =
          batch.events().stream().map(Event::data).collect(Collectors.joining(",", "", ""));
      HANDED.add(all + (batch.ordered() ? " in order" : ""));
      String first = batch.events().get(0).data();
      switch (first) {
        case "null":
          return null;
        case "short":
          return new Batch.Result(List.of());
        case "foreign":
          return "done";
        case "all fail":
          throw new IllegalStateException("hunter2");
        case "all refused":
          throw new Reject("never");
        case "all slow":
          return obey("slow");
        case "memory":
          return obey("memory");
        case "freely":
          return new Batch.Result(
              batch.events().stream()
                  .map(
                      event ->
                          event.data().equals("retry")
                              ? Batch.Outcome.retry(null)
                              : Batch.Outcome.done())
                  .toList());
        case "lanes":
          return batch.each(event -> obey(event.data()), Runnable::run);
        default:
          return batch.each(event -> obey(event.data()));
      }
    }
  }

  @BeforeEach
  void forget() {
    HANDED.clear();
  }

  private static String run(Class<?> function, String input, FakeRecords records) {
    Batch.Outcome[] outcomes = Described.invoker(function, input).batch(records, records.call(0));
    assertEquals(records.size(), outcomes.length);
    return Stream.of(outcomes).map(each -> each.kind().name()).collect(Collectors.joining(" "));
  }

  private static String each(FakeRecords records) {
    return run(OfData.class, "java.lang.String", records);
  }

  private static String together(FakeRecords records) {
    return run(OfBatches.class, "dev.portolan.Batch<java.lang.String>", records);
  }

  private static FakeRecords unordered(String... words) {
    return new FakeRecords(false, words);
  }

  private static FakeRecords ordered(String... words) {
    return new FakeRecords(true, words);
  }

  @Test
  @DisplayName("one by one: each failure is its record's alone, and each has its own context")
  void eachAlone() {
    FakeRecords records =
        unordered("a", "retry", "reject", "bug", "error", "404", "409", "503", "unbound", "b");
    assertEquals("DONE RETRY REJECT RETRY RETRY REJECT RETRY RETRY REJECT DONE", each(records));
    assertEquals(
        List.of("a1", "retry2", "reject3", "bug4", "error5", "4046", "4097", "5038", "b10"),
        HANDED);
    assertEquals(
        List.of(
            "2 the function refused it: never",
            "5 the function refused it: told",
            "8 it cannot be read: Expected text"),
        records.refused);
  }

  @Test
  @DisplayName("in order: the first that shall come again stops, and all that follow shall too")
  void inOrder() {
    assertEquals("DONE REJECT RETRY RETRY RETRY", each(ordered("a", "reject", "retry", "b", "c")));
    assertEquals(List.of("a1", "reject2", "retry3"), HANDED);
  }

  @Test
  @DisplayName("a record that is no event is refused alone, one that was not asked for is done")
  void unreadable() {
    FakeRecords records = unordered("unreadable", "unasked", "a");
    assertEquals("REJECT DONE DONE", each(records));
    assertEquals(List.of("0 it cannot be read: Expected something else"), records.refused);
    assertEquals("REJECT DONE DONE", together(unordered("unreadable", "unasked", "a")));
    assertEquals("REJECT", together(unordered("unreadable")));
    assertEquals(List.of("a3", "a"), HANDED, "a function is not called with an empty batch");
  }

  @Test
  @DisplayName("what the adapter is in doubt about comes again")
  void doubt() {
    assertEquals("RETRY DONE", each(unordered("doubt", "a")));
    assertEquals("RETRY DONE", together(unordered("doubt", "a")));
  }

  @Test
  @DisplayName(
      "a refused record that nobody took comes again, and holds back what follows in order")
  void refusedAndNotTaken() {
    FakeRecords records = ordered("reject", "a");
    records.taking = false;
    assertEquals("RETRY RETRY", each(records));
    FakeRecords together = ordered("reject:k", "a:k", "b:l");
    together.taking = false;
    assertEquals("RETRY RETRY DONE", together(together));
  }

  @Test
  @DisplayName("what was not begun when the time is up comes again")
  void timeIsUp() {
    FakeRecords records = unordered("a", "b", "c");
    records.late = 1;
    assertEquals("DONE RETRY RETRY", each(records));
    assertEquals(List.of("a1"), HANDED);
    FakeRecords none = unordered("a", "b");
    none.late = 0;
    assertEquals("RETRY RETRY", together(none));
    assertEquals(List.of("a1"), HANDED);
  }

  @Test
  @DisplayName("a handler that is too late is interrupted, and what follows it is not begun")
  void tooLate() {
    FakeRecords records = unordered("a", "slow", "b");
    records.late = 1;
    records.millisLeft = 100;
    assertEquals("DONE RETRY RETRY", each(records));
    assertEquals(List.of("a1", "slow2"), HANDED);
    FakeRecords all = unordered("all slow", "reject", "unreadable");
    all.late = 0;
    all.millisLeft = 100;
    assertEquals("RETRY RETRY RETRY", together(all));
    assertEquals(List.of(), all.refused);
  }

  @Test
  @DisplayName("a handler that is interrupted by another than the clock ends the work too")
  void interrupted() {
    Thread.currentThread().interrupt();
    assertEquals("RETRY RETRY", each(unordered("a", "b")));
    assertTrue(Thread.interrupted(), "the interruption is left for whoever it was meant for");
    assertEquals(List.of(), HANDED);
  }

  @Test
  @DisplayName("a process that is broken fails the whole batch")
  void broken() {
    assertThrows(Broken.class, () -> each(unordered("a", "memory", "b")));
    assertThrows(Broken.class, () -> together(unordered("memory", "b")));
  }

  @Test
  @DisplayName("Void takes any record, an Event may be answered with one")
  void kindsOfInput() {
    assertEquals("DONE DONE", run(OfNothing.class, "java.lang.Void", unordered("a", "unbound")));
    FakeRecords records = unordered("reply", "a", "retry");
    assertEquals(
        "DONE DONE RETRY", run(OfEvents.class, "dev.portolan.Event<java.lang.String>", records));
    assertEquals(1, records.replies.size());
    assertTrue(records.replies.get(0).startsWith("0 {\"specversion\""), records.replies.get(0));
  }

  @Test
  @DisplayName("together: called once, and told apart by the function")
  void together() {
    FakeRecords records = unordered("a", "unbound", "retry", "reject", "b");
    assertEquals("DONE REJECT RETRY REJECT DONE", together(records));
    assertEquals("DONE RETRY RETRY", together(ordered("a", "retry", "b")));
    assertEquals("DONE DONE", together(unordered("null", "a")));
    assertEquals(List.of("a,retry,reject,b", "a,retry,b in order", "null,a"), HANDED);
    assertEquals(2, records.refused.size(), records.refused.toString());
  }

  @Test
  @DisplayName("together in order: what the function says is done behind its key comes again")
  void togetherInOrder() {
    assertEquals("DONE RETRY DONE RETRY", together(ordered("freely:a", "retry:b", "x:a", "x:b")));
  }

  @Test
  @DisplayName("one by one in order: a record that comes again holds back its group alone")
  void groups() {
    assertEquals("RETRY DONE RETRY DONE", each(ordered("retry::p", "a::q", "b::p", "c::q")));
    assertEquals(List.of("retry1", "a2", "c4"), HANDED);
  }

  @Test
  @DisplayName("together in order: what the platform orders by counts, not the event's own key")
  void orderOfThePlatform() {
    assertEquals(
        "DONE RETRY RETRY DONE",
        together(ordered("freely:a::g", "retry:b::g", "x:c::g", "x:b::h")));
    assertEquals("DONE RETRY DONE", together(ordered("freely:::g", "retry:::h", "x:::g")));
    HANDED.clear();
    assertEquals(
        "DONE RETRY RETRY DONE", together(ordered("lanes:a::g", "retry:b::g", "x:c::g", "x:b::h")));
    assertEquals(List.of("lanes,retry,x,x in order"), HANDED);
  }

  @Test
  @DisplayName("together: a function that fails has failed all; a result that does not fit, too")
  void togetherFailed() {
    assertEquals("REJECT RETRY RETRY", together(unordered("unreadable", "all fail", "a")));
    assertEquals("REJECT REJECT", together(unordered("all refused", "a")));
    assertThrows(FailedInvocation.class, () -> together(unordered("short", "a")));
    assertThrows(FailedInvocation.class, () -> together(unordered("foreign", "a")));
  }

  @Test
  @DisplayName("random batches: as many outcomes as records, DONE only what was handed over")
  void random() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] words = {
      "a",
      "b",
      "retry",
      "reject",
      "bug",
      "error",
      "404",
      "unbound",
      "unreadable",
      "unasked",
      "doubt"
    };
    for (int i = 0; i < 500; i++) {
      HANDED.clear();
      String[] batch = new String[1 + random.nextInt(20)];
      for (int j = 0; j < batch.length; j++) {
        batch[j] = words[random.nextInt(words.length)] + ":" + random.nextInt(3);
      }
      FakeRecords records = new FakeRecords(random.nextBoolean(), batch);
      records.taking = random.nextInt(4) > 0;
      String[] kinds = each(records).split(" ");
      for (int j = 0; j < batch.length; j++) {
        String word = batch[j].split(":")[0];
        boolean fine = word.equals("a") || word.equals("b") || word.equals("unasked");
        boolean done = kinds[j].equals("DONE");
        assertTrue(!done || fine, "seed " + seed + ", batch " + i + ", record " + j);
        boolean handed = HANDED.contains(word + (j + 1)) || word.equals("unasked");
        assertTrue(!done || handed, "seed " + seed + ", batch " + i + ", record " + j);
      }
    }
  }
}
