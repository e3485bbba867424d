package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * The steps that have a schedule call a function's live alias, and those that take it away.
 *
 * <p>Schedules have no tags, groups do, and the trust of a role can name a group at the narrowest.
 * So each function has a group of its own, which tells whose its schedule is, and whose schedule
 * may take the role on.
 */
record ScheduleSteps(Place place, AwsCalls calls, ScheduleDeeds deeds) {
  private static final String GONE = "the function has no schedule any more";

  /** The role comes early, since IAM takes its time until the Scheduler can take it on. */
  void stage(StepList list, Wanted wanted, Seen all) {
    Optional<WantedSchedule> schedule = wanted.events().schedule();
    if (schedule.isEmpty() || !schedule.get().ownRole()) {
      return;
    }
    Optional<SeenRole> seen = all.events().schedule().role();
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    String name = place.scheduleRole(wanted.physicalName());
    Why why = Why.of(wanted, all);
    JsonNode trust = Policies.scheduleTrust(place, wanted.physicalName());
    JsonNode policy = Policies.invoke(schedule.get().target());
    List<String> after = List.of(lane.id("function"), lane.id(EventMark.STEP));
    if (seen.isEmpty()) {
      Step.Action create = run -> deeds.createRole(run, wanted);
      String none = "there is no such role";
      lane.add(STAGE, CREATE, "schedule-role", "role " + name, none, after, create);
    } else if (!seen.get().trust().equals(Optional.of(trust))) {
      Step.Action update = run -> calls.iam().updateTrust(name, trust);
      String differs = why.of(List.of("more or others than its schedule may become it"));
      String resource = "role " + name + " trust";
      lane.add(STAGE, UPDATE, "schedule-role", resource, differs, after, update);
    }
    seen.ifPresent(
        role -> new Boundary(calls).add(lane, "schedule-boundary", name, wanted, role, why));
    Optional<JsonNode> held = seen.flatMap(SeenRole::permissions);
    if (!held.equals(Optional.of(policy))) {
      Step.Action put = run -> calls.iam().putPolicy(name, Policies.INLINE, policy.toString());
      lane.add(
          STAGE,
          held.isEmpty() ? CREATE : UPDATE,
          "schedule-policy",
          "policy of role " + name,
          held.isEmpty() ? "there is none yet" : why.of(List.of("its statements differ")),
          List.of(lane.id("schedule-role")),
          put);
    }
  }

  void settle(StepList list, Wanted wanted, Seen all) {
    if (wanted.events().schedule().isEmpty()) {
      return;
    }
    WantedSchedule schedule = wanted.events().schedule().get();
    SeenSchedule seen = all.events().schedule();
    String name = wanted.physicalName();
    StepList.Lane lane = lane(list, wanted.name(), name);
    boolean kept = seen.group().filter(group -> !group.deleting()).isPresent();
    if (!kept) {
      Step.Action create = run -> deeds.createGroup(run, wanted, seen.group());
      List<String> after = List.of(lane.id("function"), lane.id(EventMark.STEP));
      String resource = "schedule group " + name;
      lane.add(SETTLE, CREATE, "schedule-group", resource, "there is none yet", after, create);
    }
    List<String> after =
        List.of(lane.id("schedule-group"), lane.id("schedule-policy"), lane.id("alias"));
    String resource = "schedule " + name + " (" + schedule.shown() + ")";
    Optional<SeenSchedule.Live> live = seen.live().filter(found -> kept);
    if (live.isEmpty()) {
      Step.Action create = run -> deeds.create(run, name, schedule);
      lane.add(SETTLE, CREATE, "schedule", resource, "there is none yet", after, create);
      return;
    }
    List<String> differs = schedule.differences(live.get());
    if (!differs.isEmpty()) {
      Step.Action update = run -> calls.schedules().update(name, schedule, live.get());
      String why = Why.of(wanted, all).of(differs);
      lane.add(SETTLE, UPDATE, "schedule", resource, why, after, update);
    }
  }

  /** Takes away what a function has and shall not have. */
  void sweep(StepList list, Wanted wanted, Seen all) {
    SeenSchedule seen = all.events().schedule();
    boolean schedule = wanted.events().schedule().isEmpty() && seen.group().isPresent();
    boolean role =
        wanted.events().schedule().filter(WantedSchedule::ownRole).isEmpty()
            && seen.role().isPresent();
    remove(list, wanted.name(), wanted.physicalName(), schedule, role, GONE);
  }

  /**
   * Deletes a schedule with its group, and the role that it called with.
   *
   * @param function what its project calls it
   */
  void remove(
      StepList list, String function, String name, boolean schedule, boolean role, String why) {
    StepList.Lane lane = lane(list, function, name);
    if (schedule) {
      Step.Action delete = run -> calls.schedules().delete(name);
      String resource = "schedule " + name;
      List<String> settled = List.of(lane.id("schedule"));
      lane.add(SWEEP, DELETE, "schedule-stale", resource, why, settled, delete);
      Step.Action deleteGroup = run -> deeds.deleteGroup(run, name);
      String group = "schedule group " + name;
      List<String> after = List.of(lane.id("schedule-stale"));
      lane.add(SWEEP, DELETE, "schedule-group-stale", group, why, after, deleteGroup);
    }
    if (role) {
      String its = place.scheduleRole(name);
      Step.Action delete = run -> calls.iam().delete(its);
      List<String> after = List.of(lane.id("schedule"), lane.id("schedule-group-stale"));
      lane.add(SWEEP, DELETE, "schedule-role-stale", "role " + its, why, after, delete);
    }
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "schedule:" + physicalName);
  }
}
