package dev.portolan.maven;

import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what is deployed. */
final class StatusText {
  private final Console console;

  StatusText(Console console) {
    this.console = console;
  }

  void functions(String provider, List<Deployed> deployed) {
    if (deployed.isEmpty()) {
      console.result("nothing is deployed at " + provider);
    }
    for (Deployed d : deployed) {
      console.result(
          "%s at %s: %s"
              .formatted(d.function(), provider, d.url().map(Object::toString).orElse("no URL")));
      console.info("  called " + d.physicalName());
      console.info(
          "  serves "
              + d.version().map(version -> "version " + version).orElse("nothing yet")
              + d.digest().map(digest -> ", sha256 " + digest).orElse(""));
      if (!d.versions().isEmpty()) {
        console.info(
            "  kept: "
                + d.versions().stream().map(StatusText::kept).collect(Collectors.joining(", ")));
      }
    }
  }

  /** How the cloud differs from the build output. */
  void drift(Plan plan) {
    if (plan.isEmpty()) {
      console.info("no drift: a deployment of this build would change nothing");
      return;
    }
    console.warn(
        "drift: a deployment of this build would change " + plan.steps().size() + " things");
    for (Step step : plan.steps()) {
      console.warn("  " + step.summary() + ": " + step.why());
    }
    plan.notes().forEach(note -> console.warn("  " + note));
  }

  private static String kept(Deployed.Kept kept) {
    return kept.version() + (kept.live() ? " (serves)" : "");
  }
}
