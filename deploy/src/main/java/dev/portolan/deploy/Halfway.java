package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has begun to shift and was then not let finish, since another function's step ended
 * the run: the old and the new at once, which nobody has proven.
 *
 * @param shifted steps that succeeded, by function, the last one first
 * @param unfinished functions of which later such steps were skipped, and none failed
 */
record Halfway(StepLoop loop, Map<String, List<Step>> shifted, Set<String> unfinished) {
  static Halfway of(StepLoop loop, List<Step> succeeded, Set<String> unfinished) {
    Map<String, List<Step>> all = new LinkedHashMap<>();
    for (Step step : succeeded) {
      if (step.phase() == Step.Phase.SHIFT && step.function().isPresent()) {
        all.computeIfAbsent(step.function().get(), name -> new ArrayList<>()).add(step);
      }
    }
    all.values().forEach(Collections::reverse);
    return new Halfway(loop, all, unfinished);
  }

  /**
   * Lets each unfinished function's last step that knows a way back take it, and tells what became
   * of that.
   *
   * @param earlier what an earlier run had shifted of the same
   */
  void takeBack(Teller teller, Optional<Halfway> earlier) {
    for (String function : unfinished) {
      if (!takenBack(teller, function)) {
        earlier.ifPresent(before -> before.takenBack(teller, function));
      }
    }
  }

  private boolean takenBack(Teller teller, String function) {
    for (Step step : shifted.getOrDefault(function, List.of())) {
      Optional<String> told = loop.takeBack(step);
      if (told.isPresent()) {
        teller.step(step, Kind.FAILED, "what comes after it was given up; " + told.get());
        return true;
      }
    }
    return false;
  }
}
