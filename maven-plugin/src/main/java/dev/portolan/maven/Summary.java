package dev.portolan.maven;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Fired;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.model.DeployException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Tells how a run ended. */
final class Summary {
  private final Console console;

  Summary(Console console) {
    this.console = console;
  }

  /** A line a function: what became of it, and where it answers. */
  void functions(Report report) {
    for (Outcome outcome : report.outcomes()) {
      for (FunctionOutcome function : outcome.functions()) {
        if (function.error().isEmpty()) {
          console.info(line(outcome, function));
        }
      }
    }
  }

  /** What went wrong, each with what to do about it, and last of all the code. */
  void end(Report report) {
    Set<DeployException> shared = shared(report);
    shared.forEach(e -> failure("", e));
    for (Outcome outcome : report.outcomes()) {
      outcome
          .error()
          .filter(e -> !shared.contains(e))
          .ifPresent(e -> failure(outcome.provider() + ": ", e));
      for (FunctionOutcome function : outcome.functions()) {
        function
            .error()
            .filter(e -> outcome.error().filter(first -> first == e).isEmpty())
            .ifPresent(e -> failure(outcome.provider() + " " + function.function() + ": ", e));
      }
    }
    report.fired().map(Fired::text).ifPresent(lines -> lines.forEach(console::info));
    if (report.exitCode() == ExitCode.VERIFIED) {
      console.info(last(report));
    } else {
      console.error(last(report));
    }
  }

  /** Says that what was deployed is gone with this run, what stays of it, and for how long. */
  void sandboxEnds(Order order) {
    console.info(
        "the sandbox ended with this run; 'mvn portolan:sandbox -Dprovider=%s' keeps one up"
            .formatted(String.join(",", order.providers())));
    console.info("its state stays in %s until 'mvn clean'".formatted(order.sandboxDirectory()));
  }

  /** The code and what it means. */
  static String last(Report report) {
    return last(report.goal(), report.exitCode());
  }

  /** The same of a goal that has no such report. */
  static String last(String goal, ExitCode code) {
    String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "portolan:%s ended with %d (%s)".formatted(goal, code.code(), words);
  }

  /** What the first failure came from, for those who ask Maven for it with {@code -X}. */
  static Throwable cause(Report report) {
    return report.outcomes().stream()
        .flatMap(outcome -> outcome.error().stream())
        .map(e -> e.getCause())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What kept every provider from being reached: told once. */
  private static Set<DeployException> shared(Report report) {
    Set<DeployException> shared = new HashSet<>();
    report.outcomes().forEach(outcome -> outcome.error().ifPresent(shared::add));
    shared.removeIf(e -> e.kind() != DeployException.Kind.INVALID_CONFIGURATION);
    shared.removeIf(
        e -> report.outcomes().stream().anyMatch(o -> o.error().filter(e::equals).isEmpty()));
    return shared;
  }

  private void failure(String who, DeployException e) {
    String provider = who.substring(0, Math.max(0, who.indexOf(' ')));
    boolean said = !provider.isEmpty() && e.getMessage().startsWith(provider);
    console.error((said ? "" : who) + e.getMessage());
    if (!e.hint().isEmpty()) {
      console.error("  what to do: " + e.hint());
    }
  }

  private static String line(Outcome outcome, FunctionOutcome function) {
    return "%s: %s at %s%s (%d reads, %d changes, %.1f s)"
        .formatted(
            function.function(),
            function.action().name().toLowerCase(Locale.ROOT),
            outcome.provider(),
            function.version().map(version -> ", version " + version).orElse(""),
            outcome.calls().reads(),
            outcome.calls().mutations(),
            outcome.duration().toMillis() / 1000.0);
  }
}
