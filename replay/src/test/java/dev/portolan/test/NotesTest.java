package dev.portolan.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Event;
import dev.portolan.testkit.adapter.Occurrence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a function did with a delivery")
final class NotesTest {
  private static final List<Occurrence> ONE =
      List.of(new Occurrence(Event.Kind.QUEUE, "words", "", Map.of("id", "1"), "", new byte[0]));

  private final Notes notes = Notes.open();
  private Page late;

  private List<Boolean> timeIsUp(List<Occurrence> events) {
    late = notes.page();
    return List.of(true);
  }

  private List<Boolean> handedToNobody(List<Occurrence> events) {
    late.take("word", Page.Did.HANDLE);
    return List.of(false);
  }

  @Test
  @DisplayName("is not what one did whose time was up in the delivery before")
  void late() {
    assertEquals(
        List.of(Delivery.Outcome.AGAIN), notes.during(ONE, this::timeIsUp, Occurrence::id));
    assertEquals(
        List.of(Delivery.Outcome.UNHEARD), notes.during(ONE, this::handedToNobody, Occurrence::id));
  }

  @Test
  @DisplayName("is lost, if it failed and does not come again")
  void lost() {
    assertEquals(
        List.of(Delivery.Outcome.REFUSED),
        notes.during(
            ONE,
            events -> {
              notes.page().take("word", Page.Did.FAIL);
              return List.of(false);
            },
            Occurrence::id));
  }
}
