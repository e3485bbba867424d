package dev.portolan.deploy.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a deployment could not go on, of what kind that is, and what to do about it. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What sort of failure it is; programs act on this, people read the message. */
  public enum Kind {
    /** The input is wrong; no cloud was called. */
    INVALID_CONFIGURATION,
    /** The provider does not have what was asked for. */
    UNSUPPORTED,
    /** No credentials, or credentials that are not valid (any more). */
    UNAUTHENTICATED,
    /** The credentials do not allow it. */
    PERMISSION_DENIED,
    /** What should be there is not. */
    NOT_FOUND,
    /** The resource belongs to someone else. */
    NOT_OWNED,
    /** Someone else deployed at the same time. */
    CONFLICT,
    /** A limit of the account or the platform. */
    QUOTA_EXCEEDED,
    /** The platform did not catch up in time. */
    NOT_READY,
    /** The platform, or the way to it, is out of order. */
    UNAVAILABLE,
    /** The new version does not work; it serves nobody. */
    UNHEALTHY,
    /** The user, or a signal, ended the run. */
    INTERRUPTED,
    /** Anything else. */
    UNKNOWN
  }

  private final Kind kind;
  private final String hint;

  public DeployException(Kind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.hint = Objects.requireNonNull(hint, "hint");
  }

  public static DeployException of(Kind kind, String message, String hint) {
    return new DeployException(kind, message, hint, null);
  }

  /** All problems of an input in one message. */
  public static DeployException of(List<Problem> problems) {
    return of(Kind.INVALID_CONFIGURATION, problems);
  }

  /** The same, of another kind. */
  public static DeployException of(Kind kind, List<Problem> problems) {
    String lines =
        problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n"));
    String head = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return of(kind, head + " before any cloud was called:\n" + lines, "");
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it; empty when the message says all. */
  public String hint() {
    return hint;
  }

  /** The vendor's own exception, for those who know it. */
  public <T> Optional<T> unwrap(Class<T> type) {
    for (Throwable t = getCause(); t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
