package dev.portolan.deploy;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Takes what a run tells while it goes on. Called from several threads, one event at a time. */
@FunctionalInterface
public interface Progress {
  void event(Event event);

  /** Tells nobody. */
  static Progress silent() {
    return event -> {};
  }

  /**
   * One thing worth telling. Its text holds no secret the run knows of; control characters in it
   * are still to be escaped by whoever prints it.
   *
   * @param elapsed since the run began
   */
  record Event(
      String provider, Optional<String> function, Kind kind, String text, Duration elapsed) {
    /** What sort of event it is. */
    public enum Kind {
      PLANNED,
      STARTED,
      WAITING,
      RETRYING,
      DONE,
      FAILED,
      SKIPPED,
      NOTE
    }

    public Event {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(function, "function");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(elapsed, "elapsed");
    }
  }
}
