package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The steps that come last: bounds, tags, and versions that nobody will go back to. */
record TidySteps(AwsCalls calls) {
  void add(StepList list, Wanted wanted, Seen seen) {
    concurrency(list, wanted, seen);
    seen.function().ifPresent(function -> tags(list, wanted, function));
    seen.function().ifPresent(function -> versions(list, wanted, function));
  }

  /**
   * A bound that no release of ours had was set by somebody in need, and stays until we set one.
   */
  void concurrency(StepList list, Wanted wanted, Seen seen) {
    OptionalInt before = seen.function().map(SeenFunction::reserved).orElse(OptionalInt.empty());
    OptionalInt after = wanted.concurrency();
    boolean ours = seen.function().filter(function -> function.released(before)).isPresent();
    if (before.equals(after) || after.isEmpty() && !ours) {
      return;
    }
    String name = wanted.physicalName();
    Step.Action act =
        run -> {
          if (after.isPresent()) {
            calls.lambda().reserve(name, after.getAsInt());
          } else {
            calls.lambda().unreserve(name);
          }
        };
    String differs = Why.of(wanted, seen).of(List.of(shown(before) + " → " + shown(after)));
    lane(list, wanted)
        .add(
            SETTLE,
            seen.function().isEmpty() ? CREATE : UPDATE,
            "concurrency",
            "reserved concurrency of function " + name,
            seen.function().isEmpty() ? shown(after) + " at most" : differs,
            List.of(),
            act);
  }

  /** Tags only what differs; tags that others set stay. Last, since the digest says "all done". */
  void tags(StepList list, Wanted wanted, SeenFunction seen) {
    Map<String, String> missing = new TreeMap<>(wanted.tags());
    missing.entrySet().removeAll(seen.tags().entrySet());
    if (missing.isEmpty()) {
      return;
    }
    List<String> before =
        list.steps().stream()
            .filter(step -> step.phase() != SWEEP)
            .filter(step -> step.function().equals(Optional.of(wanted.name())))
            .map(Step::id)
            .toList();
    Step.Action tag = run -> calls.lambda().tag(seen.arn(), missing);
    String resource = "tags of function " + wanted.physicalName();
    String why = String.join(", ", missing.keySet()) + " changed";
    lane(list, wanted).add(SETTLE, UPDATE, "tags", resource, why, before, tag);
  }

  private void versions(StepList list, Wanted wanted, SeenFunction seen) {
    StepList.Lane lane = lane(list, wanted);
    int coming = list.has(lane.id("version")) ? 1 : 0;
    int kept = Math.max(0, wanted.settings().keepVersions() - coming);
    List<String> served = new ArrayList<>(seen.aliases().stream().map(SeenAlias::version).toList());
    if (list.has(lane.id("alias"))) {
      seen.live().ifPresent(live -> served.remove(live.version()));
    }
    boolean weighted = seen.aliases().stream().anyMatch(SeenAlias::weighted);
    List<SeenVersion> old = lately(seen).stream().skip(kept).toList();
    for (SeenVersion version : old) {
      if (served.contains(version.number()) || weighted) {
        continue;
      }
      String name = wanted.physicalName();
      Step.Action delete = run -> calls.versions().delete(name, version.number());
      String local = "version " + version.number();
      String why = "older than the " + wanted.settings().keepVersions() + " kept";
      List<String> after = List.of(lane.id("url-stale"));
      lane.add(SWEEP, DELETE, local, local + " of function " + name, why, after, delete);
    }
  }

  /** Newest first, but before all the one that serves: it alone is known to work. */
  private static List<SeenVersion> lately(SeenFunction seen) {
    List<SeenVersion> versions = new ArrayList<>(seen.versions());
    seen.serving().ifPresent(versions::remove);
    seen.serving().ifPresent(version -> versions.add(0, version));
    return versions;
  }

  private static StepList.Lane lane(StepList list, Wanted wanted) {
    return list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
  }

  private static String shown(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "unreserved";
  }
}
