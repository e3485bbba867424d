package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What went wrong, for the engine and for people. Remembers what patience has ended for. */
final class Failures {
  private static final String REPORT = "report this, with the plugin's output under -e";

  private final String provider;
  private final Supplier<Deployer> deployer;
  private final Redaction redaction;
  private final Set<Throwable> given = Collections.newSetFromMap(new IdentityHashMap<>());

  Failures(String provider, Supplier<Deployer> deployer, Redaction redaction) {
    this.provider = provider;
    this.deployer = deployer;
    this.redaction = redaction;
  }

  /** The row of the provider's error table; never retried is what a retry has given up on. */
  Failure of(Throwable thrown) {
    if (thrown instanceof DeployException known) {
      return never("refused", known.kind(), String.valueOf(known.getMessage()), known.hint());
    }
    if (thrown instanceof InterruptedException) {
      return never("interrupted", DeployException.Kind.INTERRUPTED, "the run was ended", "");
    }
    try {
      return deployer.get().classify(thrown);
    } catch (RuntimeException e) {
      return never("unclassified", DeployException.Kind.UNKNOWN, String.valueOf(thrown), REPORT);
    }
  }

  /** Remembers that a failure has been retried as often as it will be. */
  synchronized void giveUp(Throwable thrown) {
    given.add(thrown);
  }

  synchronized boolean gaveUp(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (given.contains(t)) {
        return true;
      }
    }
    return false;
  }

  /** For people: who, at what, what was said; and what to do as the hint. */
  DeployException tell(Optional<String> what, Throwable thrown) {
    Failure failure = of(thrown);
    boolean ours = thrown instanceof DeployException;
    String said = ours ? Spelled.safe(failure.message()) : Spelled.line(failure.message());
    String message =
        said.startsWith(provider + ": ")
            ? said
            : provider + ": " + what.map(step -> step + ": ").orElse("") + said;
    return new DeployException(
        failure.kind(),
        redaction.apply(message),
        redaction.apply(failure.hint()),
        cause(ours ? thrown.getCause() : thrown));
  }

  /** A cause that tells a secret is left out: it would be printed with the stack trace. */
  private Throwable cause(Throwable cause) {
    return redaction.holds(cause) ? null : cause;
  }

  private static Failure never(String row, DeployException.Kind kind, String message, String hint) {
    return new Failure(row, kind, Failure.Retry.NEVER, message, hint, Optional.empty());
  }
}
