package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The steps that have a rule of an event bus call a function's live alias, and those that end it.
 * The permission is there before the rule and goes after it, so it tells which rules to look at.
 */
record RuleSteps(Place place, AwsCalls calls, PermissionDeeds access, RuleDeeds deeds) {
  private static final String GONE = "the function takes nothing from that bus any more";

  /** A missing bus. */
  void stage(StepList list, Wanted wanted, Seen all) {
    Optional<WantedRule> rule = wanted.events().rule();
    if (rule.isEmpty() || seen(rule.get(), all).filter(SeenRule::bus).isPresent()) {
      return;
    }
    String bus = rule.get().bus().name();
    Step.Action create = run -> calls.rules().createBus(bus, Ownership.tags(place.owner()));
    Commons.make(list, "event bus", bus, step(bus), "createTopics", create);
  }

  private static String step(String bus) {
    return "event-bus-" + bus;
  }

  private static Optional<SeenRule> seen(WantedRule wanted, Seen all) {
    return all.events().rules().stream()
        .filter(rule -> rule.rule().equals(wanted.rule()))
        .findFirst();
  }

  void settle(StepList list, Wanted wanted, Seen all) {
    if (wanted.events().rule().isEmpty()) {
      return;
    }
    WantedRule rule = wanted.events().rule().get();
    Optional<SeenRule> seen = seen(rule, all);
    Permission permission = Permission.rule(rule.rule().arn(place));
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
    if (seen.filter(one -> one.statements().contains(permission.id())).isEmpty()) {
      Step.Action permit = run -> access.permit(run, wanted, permission);
      String resource = "permission to call function " + wanted.physicalName();
      String why = rule.rule().shown() + " may not call it yet";
      List<String> after = List.of(own.id("alias"));
      own.add(SETTLE, CREATE, "permission rule", resource, why, after, permit);
    }
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    Optional<SeenRule.Live> live = seen.flatMap(SeenRule::live);
    rule(lane, wanted, rule, live, all);
    target(lane, wanted, rule, live, all);
  }

  private void rule(
      StepList.Lane lane, Wanted wanted, WantedRule rule, Optional<SeenRule.Live> live, Seen all) {
    String resource = rule.rule().shown();
    List<String> after =
        List.of(step(rule.bus().name()), lane.id("permission rule"), lane.id("alias"));
    if (live.isEmpty()) {
      Step.Action create = run -> deeds.create(wanted, rule);
      lane.add(SETTLE, CREATE, "rule", resource, "there is none yet", after, create);
      return;
    }
    List<String> differs = rule.differences(live.get());
    if (!differs.isEmpty()) {
      Step.Action update = run -> calls.rules().update(rule, live.get().others());
      String why = Why.of(wanted, all).of(differs);
      lane.add(SETTLE, UPDATE, "rule", resource, why, after, update);
    }
  }

  private void target(
      StepList.Lane lane, Wanted wanted, WantedRule rule, Optional<SeenRule.Live> live, Seen all) {
    Optional<SeenRule.Target> target = live.flatMap(SeenRule.Live::target);
    List<String> differs = target.map(rule::differences).orElse(List.of());
    if (target.isPresent() && differs.isEmpty()) {
      return;
    }
    Step.Action put = run -> calls.rules().target(rule, target);
    lane.add(
        SETTLE,
        target.isEmpty() ? CREATE : UPDATE,
        "rule-target",
        "target of " + rule.rule().shown(),
        target.isEmpty() ? "it calls nothing yet" : Why.of(wanted, all).of(differs),
        List.of(lane.id("rule"), lane.id("permission rule"), lane.id("alias")),
        put);
  }

  /** A line for the rule of the wanted name, if it is somebody else's. */
  static List<String> strangers(Owner owner, Wanted wanted, Seen all) {
    return wanted.events().rule().flatMap(rule -> seen(rule, all)).stream()
        .flatMap(seen -> seen.live().stream())
        .filter(live -> !Ownership.owns(owner, live.tags()))
        .map(live -> Ownership.stranger(wanted.events().rule().get().rule().shown(), live.tags()))
        .toList();
  }

  /** Ends what is not wanted; a rule that is somebody else's by its tags stays. */
  void sweep(StepList list, Wanted wanted, Seen all) {
    Optional<RuleName> kept = wanted.events().rule().map(WantedRule::rule);
    String name = wanted.physicalName();
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + name);
    for (SeenRule rule : all.events().rules()) {
      boolean stays = kept.equals(Optional.of(rule.rule()));
      List<String> after = new ArrayList<>(List.of(own.id("rule-target")));
      boolean ours =
          rule.live().filter(live -> Ownership.owns(place.owner(), live.tags())).isPresent();
      if (ours && !stays) {
        after.add(end(list, wanted.name(), name, rule.rule(), GONE));
      }
      TreeSet<String> stale = new TreeSet<>(rule.statements());
      if (stays) {
        stale.remove(Permission.rule(rule.rule().arn(place)).id());
      }
      for (String id : stale) {
        access.forbid(own, name, id, after);
      }
    }
  }

  /** Deletes a rule; returns the id of the step. */
  String end(StepList list, String function, String name, RuleName rule, String why) {
    StepList.Lane lane = lane(list, function, name);
    String local = "stale " + rule.shown();
    Step.Action delete = run -> deeds.delete(rule);
    List<String> after = List.of(lane.id("rule"), lane.id("rule-target"));
    lane.add(SWEEP, DELETE, local, rule.shown(), why, after, delete);
    return lane.id(local);
  }

  /** What a person should know beside the steps. */
  static void notes(Wanted wanted, Seen all, List<String> notes) {
    Optional<WantedRule> rule = wanted.events().rule();
    rule.flatMap(asked -> seen(asked, all))
        .filter(seen -> seen.live().filter(SeenRule.Live::paused).isPresent())
        .ifPresent(
            seen ->
                notes.add(
                    seen.rule().shown() + " is disabled, and stays so until somebody enables it"));
    rule.filter(asked -> asked.takesAll() && asked.bus().name().equals(BusName.DEFAULT))
        .ifPresent(
            asked ->
                notes.add(
                    "function "
                        + wanted.name()
                        + " takes all from the default event bus, what AWS itself tells there as"
                        + " well: name the types that it is to be called for"));
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "rules:" + physicalName);
  }
}
