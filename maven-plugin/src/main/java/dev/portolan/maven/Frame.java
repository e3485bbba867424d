package dev.portolan.maven;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** What stands around the work of every goal: whatever happens there, it is told and reported. */
final class Frame {
  private Frame() {}

  /** Does a goal's work. Always gives a report, and writes it. */
  static Report run(
      Order order, Console console, Repository repository, Function<Run, Report> work) {
    AtomicReference<Run> open = new AtomicReference<>();
    Thread worker = Thread.currentThread();
    Interruption interruption = Interruption.stopping(() -> stop(open.get(), worker));
    try {
      Report report = report(order, console, repository, work, open);
      write(report, order, console);
      new Summary(console).end(report);
      return report;
    } finally {
      interruption.close();
    }
  }

  private static Report report(
      Order order,
      Console console,
      Repository repository,
      Function<Run, Report> work,
      AtomicReference<Run> open) {
    try (Run run = Run.open(order, console, new Providers(repository))) {
      open.set(run);
      return work.apply(run);
    } catch (DeployException e) {
      return refused(order, e);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      String hint = "run it again with -X, and tell us what it says";
      return refused(
          order, new DeployException(DeployException.Kind.UNKNOWN, "unexpected: " + e, hint, e));
    }
  }

  private static void stop(Run run, Thread worker) {
    if (run == null) {
      worker.interrupt();
    } else {
      run.stop();
    }
  }

  private static Report refused(Order order, DeployException e) {
    List<String> providers = order.providers().isEmpty() ? List.of("") : order.providers();
    return new Report(
        order.goal(),
        order.owner(),
        order.sandbox(),
        false,
        providers.stream().map(provider -> refused(provider, e)).toList());
  }

  private static Outcome refused(String provider, DeployException e) {
    return new Outcome(
        provider,
        code(e.kind()),
        List.of(),
        new Deployer.CallCount(0, 0),
        Duration.ZERO,
        Optional.empty(),
        Optional.of(e));
  }

  private static ExitCode code(DeployException.Kind kind) {
    return switch (kind) {
      case INVALID_CONFIGURATION, UNSUPPORTED, NOT_OWNED, UNAUTHENTICATED -> ExitCode.REFUSED;
      case CONFLICT -> ExitCode.CONFLICT;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      default -> ExitCode.FAILED_UNCHANGED;
    };
  }

  private static void write(Report report, Order order, Console console) {
    try {
      report.write(order.report());
    } catch (IOException e) {
      console.error("cannot write " + order.report() + ": " + e);
    }
  }
}
