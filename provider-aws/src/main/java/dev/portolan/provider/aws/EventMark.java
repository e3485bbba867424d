package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tag that tells what may hang on a function besides what is read anyway. It is set before such
 * a thing is made and taken off after it is gone, so that a function without one costs no read.
 */
record EventMark(AwsCalls calls) {
  static final String SCHEDULE = "schedule";
  static final String SCHEDULE_ROLE = "schedule-role";
  static final String QUEUE = "queue";
  static final String DEAD_LETTER = "dead-letter";
  static final String TABLE = "table";
  static final String KAFKA = "kafka";
  static final String TABLE_DEAD_LETTER = "table-dead-letter";

  /** Those of what has an event source mapping. */
  private static final List<String> MAPPED = List.of(QUEUE, TABLE, KAFKA);

  /** The local id of the step that sets it. */
  static final String STEP = "events";

  static SortedSet<String> of(Map<String, String> tags) {
    SortedSet<String> kinds =
        new TreeSet<>(List.of(tags.getOrDefault(Ownership.EVENTS, "").split("\\+")));
    kinds.remove("");
    return kinds;
  }

  /** Whether such kinds have a mapping among them. */
  static boolean mapped(SortedSet<String> kinds) {
    return MAPPED.stream().anyMatch(kinds::contains);
  }

  static String text(SortedSet<String> kinds) {
    return String.join("+", kinds);
  }

  /** Marks a function that is there; one that is made has the tag from the start. */
  void before(StepList list, Wanted wanted, Seen seen) {
    if (seen.function().isEmpty()) {
      return;
    }
    SortedSet<String> held = of(seen.tags());
    SortedSet<String> all = new TreeSet<>(held);
    all.addAll(wanted.events().kinds());
    if (!all.equals(held)) {
      String arn = seen.function().get().arn();
      Step.Action tag = run -> calls.lambda().tag(arn, Map.of(Ownership.EVENTS, text(all)));
      String why = "so that what is made for " + text(all) + " is found again";
      lane(list, wanted).add(STAGE, UPDATE, STEP, resource(wanted), why, List.of(), tag);
    }
  }

  /** Takes off what is gone, once it is. */
  void after(StepList list, Wanted wanted, Seen seen) {
    SortedSet<String> held = of(seen.tags());
    SortedSet<String> kept = wanted.events().kinds();
    if (kept.containsAll(held)) {
      return;
    }
    String arn = seen.function().orElseThrow().arn();
    List<String> gone =
        list.steps().stream()
            .filter(step -> step.phase() == SWEEP)
            .filter(step -> step.function().equals(Optional.of(wanted.name())))
            .map(Step::id)
            .toList();
    Step.Action tag =
        run -> {
          if (kept.isEmpty()) {
            calls.lambda().untag(arn, List.of(Ownership.EVENTS));
          } else {
            calls.lambda().tag(arn, Map.of(Ownership.EVENTS, text(kept)));
          }
        };
    String why = "what was made for " + text(held) + " is gone";
    lane(list, wanted).add(SWEEP, UPDATE, STEP + "-stale", resource(wanted), why, gone, tag);
  }

  private static StepList.Lane lane(StepList list, Wanted wanted) {
    return list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
  }

  private static String resource(Wanted wanted) {
    return "tag " + Ownership.EVENTS + " of function " + wanted.physicalName();
  }
}
