package dev.portolan.deploy;

import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.portability.Finding;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tells what keeps a project from running anywhere: one paragraph a finding, the score last. */
final class PortabilityText {
  private PortabilityText() {}

  static String of(Portability portability) {
    StringBuilder text = new StringBuilder();
    text.append(
        "portability of %s at %s: %s, %d of %s reached%n"
            .formatted(
                portability.owner(),
                portability.targets().isEmpty()
                    ? "no provider"
                    : String.join(", ", portability.targets()),
                functions(portability),
                portability.reached(),
                count(portability.classes(), "class", "classes")));
    List<Finding> notes = portability.notes();
    portability.findings().stream()
        .filter(each -> !each.note())
        .forEach(each -> finding(text, each));
    notes.forEach(each -> finding(text, each));
    problems(text, portability.problems());
    text.append(count(portability.findings().size() - notes.size(), "finding", "findings"));
    long isolated = count(portability, finding -> finding.isolated().isPresent());
    long accepted =
        count(portability, finding -> !finding.note() && finding.accepted().isPresent());
    text.append(isolated > 0 ? ", " + isolated + " isolated" : "");
    text.append(accepted > 0 ? ", " + accepted + " accepted" : "");
    text.append(notes.isEmpty() ? "" : "; " + count(notes.size(), "note", "notes"));
    text.append("; lock-in: ").append(scores(portability)).append(System.lineSeparator());
    return text.toString();
  }

  private static String functions(Portability portability) {
    String all =
        count(portability.functions() + portability.entryPoints(), "function", "functions");
    return portability.entryPoints() == 0
        ? all
        : all + " (" + portability.entryPoints() + " for one vendor alone)";
  }

  private static void finding(StringBuilder text, Finding finding) {
    String whom =
        finding.ties().isPresent()
            ? "ties to " + finding.ties().get()
            : String.join(", ", finding.providers());
    text.append(
        "%n%s: %s [%s%s; %s]%n"
            .formatted(
                Spelled.line(finding.place().toString()),
                Spelled.line(finding.what()),
                finding.name(),
                finding.note() ? ", a note" : "",
                whom));
    text.append(
        finding
            .accepted()
            .map(reason -> "  accepted: " + Spelled.line(reason))
            .or(() -> finding.isolated().map(PortabilityText::isolated))
            .orElse("  what to do: " + Spelled.line(finding.hint())));
    text.append(System.lineSeparator());
  }

  private static String isolated(String behind) {
    return "  isolated: behind "
        + Spelled.line(behind)
        + ", of which there is a class that knows nothing of it";
  }

  private static long count(Portability portability, Predicate<Finding> which) {
    return portability.findings().stream().filter(which).count();
  }

  private static void problems(StringBuilder text, List<Problem> problems) {
    text.append(System.lineSeparator());
    for (Problem problem : problems) {
      text.append(Spelled.line(problem.toString())).append(System.lineSeparator());
    }
  }

  /** How many findings tie the project to each provider. */
  private static String scores(Portability portability) {
    if (portability.scores().isEmpty()) {
      return "no provider is known";
    }
    String scores =
        portability.scores().entrySet().stream()
            .map(score -> score.getKey() + " " + score.getValue())
            .collect(Collectors.joining(", "));
    return scores + " (findings that tie to it; 0: nothing does)";
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
