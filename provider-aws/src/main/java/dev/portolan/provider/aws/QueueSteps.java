package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The steps that have a function take from its queue, and those that end it. */
record QueueSteps(Place place, AwsCalls calls, MappingDeeds deeds) {
  private static final String MISSING = "there is none, and portolan.aws.createQueues is true";
  static final String GONE = "the function takes nothing from it any more";

  /** A missing queue; what is in it is everybody's, so it is never deleted with a function. */
  void stage(StepList list, Wanted wanted, Seen all, List<Wanted> takers) {
    Optional<WantedQueue> queue = wanted.events().queue().map(own -> own.slowest(takers));
    if (queue.isEmpty() || all.events().queue().queue().isPresent()) {
      return;
    }
    String patience = String.valueOf(queue.get().visibility());
    make(list, queue.get().name(), Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, patience));
  }

  /** Has a queue made, if nothing of the plan does so already. */
  void make(StepList list, String name, Map<QueueAttributeName, String> attributes) {
    if (!list.has(step(name))) {
      Step.Action create =
          run -> {
            if (run.attempt() == 1 || calls.queues().url(name).isEmpty()) {
              calls.queues().create(name, attributes, Ownership.tags(place.owner()));
            }
          };
      list.lane(Optional.empty(), "queue:" + name)
          .add(STAGE, CREATE, step(name), "queue " + name, MISSING, List.of(), create);
    }
  }

  static String step(String queue) {
    return "queue-" + queue;
  }

  void settle(StepList list, Wanted wanted, Seen all) {
    if (wanted.events().queue().isEmpty()) {
      return;
    }
    WantedQueue queue = wanted.events().queue().get();
    Optional<SeenMapping> seen = all.events().queue().wanted();
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    String resource = "mapping of queue " + queue.name() + " to function " + wanted.physicalName();
    List<String> after =
        List.of(
            step(queue.name()),
            lane.id("alias"),
            lane.id("policy"),
            lane.id("function"),
            lane.id(EventMark.STEP));
    if (seen.filter(found -> !found.deleting()).isEmpty()) {
      boolean enabled = all.events().queue().stale().stream().noneMatch(SeenMapping::paused);
      Step.Action create = run -> deeds.create(run, queue, wanted.steadyTags(), enabled, seen);
      String why = "there is none yet" + (enabled ? "" : "; disabled, as that of the old queue is");
      lane.add(SETTLE, CREATE, "mapping", resource, why, after, create);
      return;
    }
    List<String> differs = queue.differences(seen.get());
    if (!differs.isEmpty()) {
      Step.Action update = run -> deeds.update(run, seen.get(), queue, wanted.steadyTags());
      String why = Why.of(wanted, all).of(differs);
      lane.add(SETTLE, UPDATE, "mapping", resource, why, after, update);
    }
  }

  /** The old queue last; returns the ids of the steps. */
  List<String> sweep(StepList list, Wanted wanted, Seen all) {
    List<String> ended = new ArrayList<>();
    for (SeenMapping mapping : all.events().queue().stale()) {
      ended.add(end(list, wanted.name(), wanted.physicalName(), mapping, GONE));
    }
    return ended;
  }

  /** Ends a mapping; returns the id of the step. */
  String end(StepList list, String function, String physicalName, SeenMapping mapping, String why) {
    StepList.Lane lane = lane(list, function, physicalName);
    String local = "stale mapping " + mapping.uuid();
    String source = mapping.source().substring(mapping.source().lastIndexOf(':') + 1);
    String resource = "mapping of queue " + source + " to function " + physicalName;
    Step.Action delete = run -> deeds.delete(run, mapping.uuid());
    lane.add(SWEEP, DELETE, local, resource, why, List.of(lane.id("mapping")), delete);
    return lane.id(local);
  }

  /** What a person should know beside the steps. */
  static void notes(Seen seen, List<String> notes) {
    SeenQueue queue = seen.events().queue();
    boolean inherits =
        queue.queue().isPresent()
            && queue.wanted().isEmpty()
            && queue.stale().stream().anyMatch(SeenMapping::paused);
    if (inherits || queue.wanted().filter(SeenMapping::paused).isPresent()) {
      String name = seen.function().map(SeenFunction::physicalName).orElse("");
      notes.add(
          "the queue's mapping to function "
              + name
              + " is disabled, and stays so until somebody enables it");
    }
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "queues:" + physicalName);
  }
}
