package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that have a function hear of its table, and those that end it. */
record TableSteps(Place place, AwsCalls calls, MappingSteps mappings, TableDeeds deeds) {
  private static final String NEWER = "the table has another stream by now";
  private static final String LOCAL = "table-mapping";

  /** A missing table. */
  void stage(StepList list, Wanted wanted, Seen all) {
    Optional<WantedTable> asked = wanted.events().table();
    if (asked.isEmpty() || all.events().table().table().isPresent()) {
      return;
    }
    String name = asked.get().name();
    Step.Action create =
        run -> {
          if (run.attempt() == 1 || calls.tables().find(name).isEmpty()) {
            calls.tables().create(name, Ownership.tags(place.owner()));
          }
        };
    Commons.make(list, "table", name, step(name), "createTables", create);
  }

  private static String step(String table) {
    return "table-" + table;
  }

  /** Which stream is the latest is asked anew: a table that is made has none before. */
  void settle(StepList list, Wanted wanted, Seen all) {
    if (wanted.events().table().isEmpty()) {
      return;
    }
    WantedTable table = wanted.events().table().get();
    SeenTable seen = all.events().table();
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    MappingSteps.Spot spot =
        MappingSteps.Spot.of(
            lane,
            LOCAL,
            "table " + table.name(),
            wanted.physicalName(),
            Optional.of(step(table.name())),
            wanted.events().deadLetter().map(queue -> QueueSteps.step(queue.name())));
    boolean marked = EventMark.of(all.tags()).contains(EventMark.TABLE_DEAD_LETTER);
    Optional<SeenMapping> live = seen.wanted().filter(found -> !found.deleting());
    if (live.isPresent()) {
      mappings.update(spot, wanted, all, live.get(), table.mapping(live.get().source(), marked));
      return;
    }
    Heritage old = Heritage.of(seen.stale(), one -> of(table, one));
    boolean newer = old.uuid().isPresent();
    String why =
        (newer ? NEWER : "there is none yet")
            + (old.enabled() ? "" : "; disabled, as the old one is");
    mappings.create(
        spot,
        why,
        wanted,
        seen.wanted(),
        old,
        run -> table.mapping(deeds.stream(run, table.name()), marked));
  }

  private static boolean of(WantedTable table, SeenMapping mapping) {
    return mapping.table().equals(Optional.of(table.arn()));
  }

  /** The old stream last; returns the ids of the steps. */
  List<String> sweep(StepList list, Wanted wanted, Seen all) {
    List<String> ended = new ArrayList<>();
    for (SeenMapping mapping : all.events().table().stale()) {
      boolean newer = wanted.events().table().filter(table -> of(table, mapping)).isPresent();
      StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
      String why = newer ? NEWER : MappingSteps.GONE;
      ended.add(mappings.end(lane, LOCAL, wanted.physicalName(), mapping, why));
    }
    return ended;
  }

  /** What a person should know beside the steps. */
  static void notes(Wanted wanted, Seen seen, List<String> notes) {
    SeenTable table = seen.events().table();
    wanted
        .events()
        .table()
        .filter(
            asked -> !wanted.ownRole() && table.wanted().filter(one -> !one.deleting()).isEmpty())
        .ifPresent(
            asked ->
                notes.add(
                    "the role "
                        + wanted.config().role()
                        + " must be allowed to "
                        + String.join(", ", Policies.READS)
                        + " on "
                        + asked.arn()
                        + "/stream/*: Lambda would else bring function "
                        + wanted.name()
                        + " nothing"));
    if (table.table().isPresent()) {
      MappingSteps.paused(seen, "table", table.wanted(), table.stale(), notes);
    }
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "tables:" + physicalName);
  }
}
