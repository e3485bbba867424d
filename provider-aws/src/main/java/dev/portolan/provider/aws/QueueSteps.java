package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The steps that have a function take from its queue, and those that end it. */
record QueueSteps(Place place, AwsCalls calls, MappingSteps mappings) {
  private static final String LOCAL = "mapping";

  /** A missing queue. */
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
    Step.Action create =
        run -> {
          if (run.attempt() == 1 || calls.queues().url(name).isEmpty()) {
            calls.queues().create(name, attributes, Ownership.tags(place.owner()));
          }
        };
    Commons.make(list, "queue", name, step(name), "createQueues", create);
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
    MappingSteps.Spot spot =
        MappingSteps.Spot.of(
            lane,
            LOCAL,
            "queue " + queue.name(),
            wanted.physicalName(),
            Optional.of(step(queue.name())),
            Optional.empty());
    Optional<SeenMapping> live = seen.filter(found -> !found.deleting());
    if (live.isPresent()) {
      mappings.update(spot, wanted, all, live.get(), queue.mapping());
      return;
    }
    Heritage old = Heritage.of(all.events().queue().stale(), mapping -> false);
    String why =
        "there is none yet" + (old.enabled() ? "" : "; disabled, as that of the old queue is");
    mappings.create(spot, why, wanted, seen, old, run -> queue.mapping());
  }

  /** The old queue last; returns the ids of the steps. */
  List<String> sweep(StepList list, Wanted wanted, Seen all) {
    List<String> ended = new ArrayList<>();
    for (SeenMapping mapping : all.events().queue().stale()) {
      ended.add(end(list, wanted.name(), wanted.physicalName(), mapping, MappingSteps.GONE));
    }
    return ended;
  }

  /** Ends a mapping; returns the id of the step. */
  String end(StepList list, String function, String physicalName, SeenMapping mapping, String why) {
    StepList.Lane lane = lane(list, function, physicalName);
    return mappings.end(lane, LOCAL, physicalName, mapping, why);
  }

  /** What a person should know beside the steps. */
  static void notes(Seen seen, List<String> notes) {
    SeenQueue queue = seen.events().queue();
    if (queue.queue().isPresent() || queue.wanted().isPresent()) {
      MappingSteps.paused(seen, "queue", queue.wanted(), queue.stale(), notes);
    }
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "queues:" + physicalName);
  }
}
