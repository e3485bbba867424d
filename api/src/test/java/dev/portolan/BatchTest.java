package dev.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Batch.Outcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private final List<String> handled = new ArrayList<>();

  @Test
  void oneFailureDoesNotStopTheOthers() throws Exception {
    assertEquals(
        List.of(Kind.DONE, Kind.RETRY, Kind.DONE, Kind.REJECT, Kind.DONE),
        kinds(batch(false).each(this::handle)));
    assertEquals(List.of("a", "fail", "b", "reject", "c"), handled);
  }

  @Test
  void anOrderedBatchStopsAtTheFirstThatIsToBeTriedAgain() throws Exception {
    assertEquals(
        List.of(Kind.DONE, Kind.RETRY, Kind.RETRY, Kind.RETRY, Kind.RETRY),
        kinds(batch(true).each(this::handle)));
    assertEquals(List.of("a", "fail"), handled);
  }

  @Test
  void causesAreKeptForTheLog() throws Exception {
    Batch.Result result = batch(false).each(this::handle);
    assertEquals("failed", result.outcomes().get(1).cause().getMessage());
    assertEquals("refused", result.outcomes().get(3).cause().getMessage());
  }

  @Test
  void interruptionAndErrorsEndTheBatch() {
    Batch.EventHandler<String> interrupted =
        event -> {
          throw new InterruptedException();
        };
    assertThrows(InterruptedException.class, () -> batch(false).each(interrupted));
    Batch.EventHandler<String> broken =
        event -> {
          throw new StackOverflowError();
        };
    assertThrows(StackOverflowError.class, () -> batch(false).each(broken));
  }

  private void handle(Event<String> event) throws Exception {
    handled.add(event.data());
    if (event.data().equals("fail")) {
      throw new Exception("failed");
    }
    if (event.data().equals("reject")) {
      throw new Reject("refused");
    }
  }

  private static List<Kind> kinds(Batch.Result result) {
    return result.outcomes().stream().map(Batch.Outcome::kind).toList();
  }

  private static Batch<String> batch(boolean ordered) {
    List<Event<String>> events = new ArrayList<>();
    for (String data : List.of("a", "fail", "b", "reject", "c")) {
      events.add(
          new Event<>(
              Event.Kind.QUEUE,
              data,
              "s",
              "t",
              Optional.empty(),
              Optional.empty(),
              "",
              Map.of(),
              data));
    }
    return new Batch<>(events, ordered);
  }
}
