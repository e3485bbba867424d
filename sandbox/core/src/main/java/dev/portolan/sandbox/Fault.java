package dev.portolan.sandbox;

import java.util.Objects;

/**
 * What goes wrong at a fault point.
 *
 * @param amount reads that see the old state, for {@link Kind#STALE_READS}; 0 otherwise
 * @param step what a stranger does, for {@link Kind#STRANGER}; nothing otherwise
 */
public record Fault(Kind kind, int amount, Runnable step) {
  /** The kinds of faults. Each cloud words those that are answered in its own way. */
  public enum Kind {
    /** The caller dies: this call and all later ones end in {@link CallerKilledError}. */
    KILL,
    /** The connection closes without an answer. */
    DROP,
    /** As a drop, told apart by callers that look at the message. */
    RESET,
    /** Too many requests. */
    THROTTLE,
    /** An internal error; after commit, one that lies. */
    SERVER_ERROR,
    /** Another operation on the resource is not over. */
    IN_PROGRESS,
    /** The credentials are no longer valid. */
    EXPIRED_CREDENTIALS,
    /** The next reads see the state before the last change. */
    STALE_READS,
    /** Someone else acts first. */
    STRANGER
  }

  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(step, "step");
  }

  public static Fault of(Kind kind) {
    return new Fault(kind, 0, () -> {});
  }

  public static Fault kill() {
    return of(Kind.KILL);
  }

  public static Fault drop() {
    return of(Kind.DROP);
  }

  public static Fault throttle() {
    return of(Kind.THROTTLE);
  }

  public static Fault staleReads(int reads) {
    return new Fault(Kind.STALE_READS, reads, () -> {});
  }

  public static Fault stranger(Runnable step) {
    return new Fault(Kind.STRANGER, 0, step);
  }
}
