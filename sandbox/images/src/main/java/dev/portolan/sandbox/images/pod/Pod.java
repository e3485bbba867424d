package dev.portolan.sandbox.images.pod;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A container that is ready. */
public interface Pod {
  /** Where it listens on loopback. */
  int port();

  /** How it ended, once it has. */
  Optional<Integer> exitCode();

  /** What it wrote so far, as far as it is kept. */
  List<LogLine> log();

  /** Tells what it has written so far, before it answered whom it answered. */
  default void settle() {}

  /** Asks it to end and waits; after the time it is killed. */
  void stop(Duration patience);
}
