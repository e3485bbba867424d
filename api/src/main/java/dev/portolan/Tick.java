package dev.portolan;

import java.time.Instant;

/**
 * That a schedule's time came, for a function that takes this or {@code Event<Tick>}.
 *
 * @param name the platform's own name of the schedule; empty if it does not tell
 * @param time when it was due; when it came, where the platform does not tell
 */
public record Tick(String name, Instant time) {

  /** Refuses nulls. */
  public Tick {
    if (name == null || time == null) {
      throw new IllegalArgumentException("a tick has a time, and a name that may be empty");
    }
  }
}
