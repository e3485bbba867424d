package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells what happens, one event at a time, without secrets. */
final class Teller {
  private final String provider;
  private final Progress progress;
  private final TimeSource time;
  private final Redaction redaction;
  private Instant start;

  Teller(String provider, Progress progress, TimeSource time, Redaction redaction) {
    this.provider = provider;
    this.progress = progress;
    this.time = time;
    this.redaction = redaction;
    this.start = time.now();
  }

  /** A run begins: its events count from here. */
  synchronized void begin() {
    start = time.now();
  }

  synchronized Duration elapsed() {
    return Duration.between(start, time.now());
  }

  void step(Step step, Kind kind) {
    tell(step.function(), kind, step.summary());
  }

  void step(Step step, Kind kind, String more) {
    tell(step.function(), kind, step.summary() + ": " + more);
  }

  void retrying(Optional<Step> step, Failure failure, Duration pause) {
    String text = failure.message() + "; again in " + Spelled.duration(pause);
    tell(
        step.flatMap(Step::function),
        Kind.RETRYING,
        step.map(known -> known.summary() + ": " + text).orElse(text));
  }

  void note(String text) {
    tell(Optional.empty(), Kind.NOTE, text);
  }

  synchronized void tell(Optional<String> function, Kind kind, String text) {
    Progress.Event event =
        new Progress.Event(provider, function, kind, redaction.apply(text), elapsed());
    try {
      progress.event(event);
    } catch (RuntimeException ignored) {
      // who cannot listen must not end a deployment half-way
      return;
    }
  }
}
