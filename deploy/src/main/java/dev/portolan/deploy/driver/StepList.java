package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the steps of a plan in reading order, each after those of its predecessors that exist.
 */
public final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();

  /** What was added so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether a step of that id was added. */
  public boolean has(String id) {
    return ids.contains(id);
  }

  /** Steps of one function, or of what functions share. */
  public Lane lane(Optional<String> function, String serialKey) {
    return new Lane(this, function, serialKey);
  }

  /** Where steps of one function with one serial key are added. */
  public record Lane(StepList list, Optional<String> function, String serialKey) {
    /** The id that a step of this lane has in the plan. */
    public String id(String local) {
      return function.map(name -> name + "/" + local).orElse(local);
    }

    /** Adds a step; ids in {@code after} that are no step of this plan are already fulfilled. */
    public void add(
        Step.Phase phase,
        Step.Change change,
        String local,
        String resource,
        String why,
        List<String> after,
        Step.Action action) {
      String id = id(local);
      Set<String> before = new LinkedHashSet<>(after);
      before.retainAll(list.ids);
      list.steps.add(
          new Step(id, function, phase, change, resource, why, before, serialKey, action));
      list.ids.add(id);
    }
  }
}
