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
import java.util.Optional;

/** The steps that every event source mapping has, whatever it takes from. */
record MappingSteps(MappingDeeds deeds) {
  static final String GONE = "the function takes nothing from it any more";

  /**
   * Where a mapping's steps stand, and how they are called.
   *
   * @param local its step's id within the lane
   */
  record Spot(StepList.Lane lane, String local, String resource, List<String> after) {
    /**
     * Behind the function's own steps.
     *
     * @param source what it takes from, in words
     * @param made the step that makes this, if one does
     * @param kept the step that makes what keeps its dead letters
     */
    static Spot of(
        StepList.Lane lane,
        String local,
        String source,
        String physicalName,
        Optional<String> made,
        Optional<String> kept) {
      List<String> after = new ArrayList<>(made.stream().toList());
      after.add(lane.id("alias"));
      after.add(lane.id("policy"));
      after.add(lane.id("function"));
      after.add(lane.id(EventMark.STEP));
      kept.ifPresent(after::add);
      return new Spot(lane, local, MappingSteps.resource(source, physicalName), after);
    }
  }

  /** A mapping in words, as its steps and what is said against it name it. */
  static String resource(String source, String physicalName) {
    return "mapping of " + source + " to function " + physicalName;
  }

  /** Tells what is to be made, as late as it is made. */
  @FunctionalInterface
  interface Late {
    WantedMapping at(Step.Run run) throws Exception;
  }

  /**
   * Makes a mapping, once the alias has moved.
   *
   * @param seen one that is being deleted
   * @param old what it has of those that give way to it
   */
  void create(
      Spot spot,
      String why,
      Wanted wanted,
      Optional<SeenMapping> seen,
      Heritage old,
      Late mapping) {
    Step.Action create = run -> deeds.create(run, mapping.at(run), wanted.steadyTags(), old, seen);
    spot.lane().add(SETTLE, CREATE, spot.local(), spot.resource(), why, spot.after(), create);
  }

  /**
   * Makes a mapping in the place of others of ours, which end first, and of which nobody set
   * anything.
   *
   * @param before those, of the same topic
   */
  void replace(
      Spot spot, String why, Wanted wanted, List<SeenMapping> before, WantedMapping mapping) {
    Step.Action replace = run -> deeds.replace(run, mapping, wanted.steadyTags(), before);
    spot.lane().add(SETTLE, UPDATE, spot.local(), spot.resource(), why, spot.after(), replace);
  }

  /** Mends one that is there. */
  void update(Spot spot, Wanted wanted, Seen all, SeenMapping seen, WantedMapping mapping) {
    List<String> differs = mapping.differences(seen);
    if (!differs.isEmpty()) {
      Step.Action update = run -> deeds.update(run, seen, mapping, wanted.steadyTags());
      String why = Why.of(wanted, all).of(differs);
      spot.lane().add(SETTLE, UPDATE, spot.local(), spot.resource(), why, spot.after(), update);
    }
  }

  /**
   * Ends a mapping; returns the id of the step.
   *
   * @param after the step that is to be first
   */
  String end(
      StepList.Lane lane, String after, String physicalName, SeenMapping mapping, String why) {
    String local = "stale mapping " + mapping.uuid();
    String resource = resource(mapping.shown(), physicalName);
    Step.Action delete = run -> deeds.delete(run, mapping.uuid());
    lane.add(SWEEP, DELETE, local, resource, why, List.of(lane.id(after)), delete);
    return lane.id(local);
  }

  /** What a person should know whose mapping somebody stopped. */
  static void paused(
      Seen seen,
      String source,
      Optional<SeenMapping> live,
      List<SeenMapping> stale,
      List<String> notes) {
    boolean inherits = live.isEmpty() && stale.stream().anyMatch(SeenMapping::stopped);
    if (inherits || live.filter(SeenMapping::paused).isPresent()) {
      String name = seen.function().map(SeenFunction::physicalName).orElse("");
      notes.add(
          "the "
              + source
              + "'s mapping to function "
              + name
              + " is disabled, and stays so until somebody enables it");
    }
  }
}
