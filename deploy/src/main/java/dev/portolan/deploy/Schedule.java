package dev.portolan.deploy;

import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which step may run next. A failed step stops all later ones of its function and all that wait for
 * it, those functions' too; other functions go on. Steps start in plan order. Not thread-safe.
 */
final class Schedule {
  private enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED
  }

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, State> states = new LinkedHashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private final List<Step> skipped = new ArrayList<>();

  Schedule(Plan plan) {
    for (Step step : plan.steps()) {
      steps.put(step.id(), step);
      states.put(step.id(), State.WAITING);
    }
  }

  /** Takes a step to run now; empty when all are done or something must end first. */
  Optional<Step> next() {
    Optional<Step.Phase> phase = phase();
    if (phase.equals(Optional.of(Step.Phase.SWEEP)) && failedBeforeSweep()) {
      skipAll();
      return Optional.empty();
    }
    Optional<Step> ready =
        steps.values().stream()
            .filter(step -> phase.equals(Optional.of(step.phase())) && ready(step))
            .findFirst();
    ready.ifPresent(step -> states.put(step.id(), State.RUNNING));
    return ready;
  }

  void succeeded(Step step) {
    states.put(step.id(), State.DONE);
  }

  void failed(Step step) {
    states.put(step.id(), State.FAILED);
    step.function().ifPresent(stopped::add);
    boolean more = true;
    while (more) {
      more = false;
      for (Step other : steps.values()) {
        more |= states.get(other.id()) == State.WAITING && hopeless(other) && skip(other);
      }
    }
  }

  /** Gives up all that has not begun. */
  void skipAll() {
    steps.values().stream()
        .filter(step -> states.get(step.id()) == State.WAITING)
        .forEach(this::skip);
  }

  /** What was given up, in the order in which it was. */
  List<Step> skipped() {
    return List.copyOf(skipped);
  }

  /** The earliest phase that has not ended. */
  private Optional<Step.Phase> phase() {
    return steps.values().stream()
        .filter(step -> open(states.get(step.id())))
        .map(Step::phase)
        .min(java.util.Comparator.naturalOrder());
  }

  private boolean ready(Step step) {
    return states.get(step.id()) == State.WAITING
        && step.after().stream().allMatch(id -> states.get(id) == State.DONE)
        && (step.serialKey().isEmpty() || !busy(step.serialKey()));
  }

  private boolean busy(String serialKey) {
    return steps.values().stream()
        .anyMatch(
            step -> states.get(step.id()) == State.RUNNING && step.serialKey().equals(serialKey));
  }

  private boolean failedBeforeSweep() {
    return steps.values().stream()
        .filter(step -> step.phase() != Step.Phase.SWEEP)
        .anyMatch(step -> states.get(step.id()) != State.DONE);
  }

  private boolean hopeless(Step step) {
    return step.function().filter(stopped::contains).isPresent()
        || step.after().stream()
            .map(states::get)
            .anyMatch(state -> state == State.FAILED || state == State.SKIPPED);
  }

  private boolean skip(Step step) {
    states.put(step.id(), State.SKIPPED);
    skipped.add(step);
    step.function().ifPresent(stopped::add);
    return true;
  }

  private static boolean open(State state) {
    return state == State.WAITING || state == State.RUNNING;
  }
}
