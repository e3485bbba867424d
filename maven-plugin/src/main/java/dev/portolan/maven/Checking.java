package dev.portolan.maven;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Portability;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Looks a project over for what keeps it from running anywhere. No cloud is called. */
final class Checking {
  private Checking() {}

  /** Whatever happens is told, and stands in the report. */
  static Ending run(Order order, Console console, Repository repository) {
    Portability portability;
    Throwable cause = null;
    try {
      portability = look(order, repository);
    } catch (DeployException e) {
      cause = e.getCause();
      portability = refused(order, e.getMessage(), e.hint());
    } catch (RuntimeException e) {
      cause = e;
      portability =
          refused(order, "unexpected: " + e, "run it again with -X, and tell us what it says");
    }
    portability.warnings().forEach(each -> console.warn(each.toString()));
    if (portability.exitCode() == ExitCode.VERIFIED) {
      console.result(portability.text());
    } else {
      console.error(portability.text());
    }
    Path report = order.output().resolve("check.json");
    try {
      portability.write(report);
    } catch (IOException e) {
      console.error("cannot write " + report + ": " + e);
    }
    String last = Summary.last(order.goal(), portability.exitCode());
    if (portability.exitCode() == ExitCode.VERIFIED) {
      console.info(last);
    } else {
      console.error(last);
    }
    return new Ending(portability.exitCode(), last, cause, report);
  }

  private static Portability look(Order order, Repository repository) {
    KnownTies known = KnownTies.fetch(repository, order.providers());
    Portability portability =
        Portolan.portability(
            order.owner(),
            order.bundle().orElseThrow(),
            order.configuration().configuration(),
            known.ties(),
            order.providers(),
            order.output().resolve("check"));
    List<Problem> problems = new ArrayList<>(order.configuration().problems(order.providers()));
    problems.addAll(known.problems(order.providers()));
    return portability.with(problems, known.warnings(order.providers()));
  }

  private static Portability refused(Order order, String what, String hint) {
    Problem problem = Problem.of("the project", what, hint);
    return new Portability(
        order.owner(),
        order.providers(),
        new TreeMap<>(),
        0,
        0,
        0,
        0,
        List.of(),
        List.of(problem),
        List.of());
  }
}
