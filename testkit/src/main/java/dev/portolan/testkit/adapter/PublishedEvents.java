package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Events as vendors publish them, among a test's resources, and what they are told as. */
public final class PublishedEvents {
  private PublishedEvents() {}

  /** The bytes of {@code /events/<name>.json} beside a test. */
  public static byte[] read(Class<?> test, String name) {
    try (InputStream in = test.getResourceAsStream("/events/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Fails unless an event has these attributes.
   *
   * @param time as ISO 8601 has it; {@code null} if the event is to have none
   */
  public static void assertEvent(
      Event<?> event, Event.Kind kind, String id, String source, String type, String time) {
    assertEquals(kind, event.kind());
    assertEquals(id, event.id());
    assertEquals(source, event.source());
    assertEquals(type, event.type());
    assertEquals(Optional.ofNullable(time).map(Instant::parse), event.time());
  }

  /** Keeps what it was handed last. */
  public static final class Keeper implements PortableFunction<Event<Object>, Void> {
    public static volatile Event<?> last;
    public static volatile int attempt;

    @Override
    public Void handle(Event<Object> event, Context context) {
      last = event;
      attempt = context.attempt();
      return null;
    }
  }
}
