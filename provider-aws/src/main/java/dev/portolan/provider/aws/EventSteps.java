package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.driver.TimeSource;
import java.util.ArrayList;
import java.util.List;

/** The steps that bring functions their events, whatever kind these are of. */
record EventSteps(
    EventMark mark,
    ScheduleSteps schedules,
    TopicSteps topics,
    RuleSteps rules,
    QueueSteps queues,
    ObjectSteps objects,
    TableSteps tables,
    KafkaSteps kafka,
    DeadLetterSteps deadLetters,
    UseSteps uses,
    Interim interim) {
  static EventSteps of(Place place, AwsCalls calls, TimeSource time) {
    MappingSteps mappings = new MappingSteps(new MappingDeeds(calls, time));
    QueueSteps queues = new QueueSteps(place, calls, mappings);
    PermissionDeeds access = new PermissionDeeds(calls);
    ObjectSteps objects =
        new ObjectSteps(place, calls, access, new NotificationDeeds(calls, place));
    return new EventSteps(
        new EventMark(calls),
        new ScheduleSteps(place, calls, new ScheduleDeeds(calls, time, place)),
        new TopicSteps(place, calls, access),
        new RuleSteps(place, calls, access, new RuleDeeds(calls, place)),
        queues,
        objects,
        new TableSteps(place, calls, mappings, new TableDeeds(calls, time)),
        new KafkaSteps(mappings),
        new DeadLetterSteps(queues, calls),
        new UseSteps(queues, objects),
        new Interim(place, calls));
  }

  /**
   * What must be there before anything calls the function.
   *
   * @param all that the plan is for
   */
  void stage(StepList list, Wanted wanted, Seen seen, List<Wanted> all) {
    mark.before(list, wanted, seen);
    schedules.stage(list, wanted, seen);
    topics.stage(list, wanted, seen);
    rules.stage(list, wanted, seen);
    queues.stage(list, wanted, seen, all);
    objects.stage(list, wanted, seen);
    tables.stage(list, wanted, seen);
  }

  /** What must be there as well, and may be what another function takes from. */
  void keep(StepList list, Wanted wanted, Seen seen) {
    deadLetters.stage(list, wanted, seen);
    uses.stage(list, wanted, seen);
  }

  /** What calls it, once it serves. */
  void settle(StepList list, Wanted wanted, Seen seen, Handover handover) {
    deadLetters.settle(list, wanted, seen);
    schedules.settle(list, wanted, seen);
    topics.settle(list, wanted, seen);
    rules.settle(list, wanted, seen);
    queues.settle(list, wanted, seen);
    objects.settle(list, wanted, seen, handover);
    tables.settle(list, wanted, seen);
    kafka.settle(list, wanted, seen);
  }

  /** What called it and shall not any more. */
  void sweep(StepList list, Wanted wanted, Seen seen) {
    schedules.sweep(list, wanted, seen);
    topics.sweep(list, wanted, seen);
    rules.sweep(list, wanted, seen);
    List<String> ended = new ArrayList<>(queues.sweep(list, wanted, seen));
    ended.addAll(tables.sweep(list, wanted, seen));
    ended.addAll(kafka.sweep(list, wanted, seen));
    ended.addAll(deadLetters.sweep(list, wanted, seen));
    interim.end(list, wanted, seen, ended);
    objects.sweep(list, wanted, seen);
    mark.after(list, wanted, seen);
  }

  /** Takes away what calls a function that goes. */
  void remove(StepList list, RemovalSteps.Remains remains, String why) {
    schedules.remove(
        list,
        remains.name(),
        remains.physicalName(),
        remains.schedule(),
        remains.scheduleRole(),
        why);
    for (String subscription : remains.subscriptions()) {
      topics.end(list, remains.name(), remains.physicalName(), subscription, why);
    }
    for (RuleName rule : remains.rules()) {
      rules.end(list, remains.name(), remains.physicalName(), rule, why);
    }
    for (SeenMapping mapping : remains.mappings()) {
      queues.end(list, remains.name(), remains.physicalName(), mapping, why);
    }
    for (String bucket : remains.buckets()) {
      objects.end(list, remains.name(), remains.physicalName(), bucket, why);
    }
  }

  /** What a person should know beside the steps. */
  List<String> notes(Wanted wanted, Seen seen) {
    List<String> notes = new ArrayList<>();
    DeadLetterSteps.notes(wanted, seen, notes);
    uses.notes(wanted, seen, notes);
    if (seen.events().schedule().live().filter(SeenSchedule.Live::paused).isPresent()) {
      String name = seen.function().map(SeenFunction::physicalName).orElse("");
      notes.add("schedule " + name + " is disabled, and stays so until somebody enables it");
    }
    RuleSteps.notes(wanted, seen, notes);
    QueueSteps.notes(seen, notes);
    TableSteps.notes(wanted, seen, notes);
    KafkaSteps.notes(wanted, seen, notes);
    ObjectSteps.notes(seen, notes);
    return notes;
  }
}
