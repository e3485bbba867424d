package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that have a function take from its Kafka topics, and those that end it. A topic is
 * never made here, nor deleted.
 */
record KafkaSteps(MappingSteps mappings) {
  private static final String LOCAL = "kafka-mapping-";

  void settle(StepList list, Wanted wanted, Seen all) {
    SeenKafka seen = all.events().kafka();
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    for (WantedKafka asked : wanted.events().kafka()) {
      MappingSteps.Spot spot =
          MappingSteps.Spot.of(
              lane,
              LOCAL + asked.topic().name(),
              asked.topic().shown(),
              wanted.physicalName(),
              Optional.empty(),
              Optional.empty());
      Optional<SeenMapping> live = seen.live(asked.topic());
      if (live.isPresent()) {
        mappings.update(spot, wanted, all, live.get(), asked.mapping());
        continue;
      }
      List<SeenMapping> before = seen.before(asked.topic());
      if (before.isEmpty()) {
        mappings.create(
            spot,
            "there is none yet",
            wanted,
            seen.of(asked.topic()),
            Heritage.none(),
            run -> asked.mapping());
      } else {
        WantedMapping mapping = asked.since(before.get(0).kafka().orElseThrow().start()).mapping();
        mappings.replace(spot, why(asked, before.get(0)), wanted, before, mapping);
      }
    }
  }

  private static String why(WantedKafka asked, SeenMapping before) {
    KafkaTopic held = before.topic().orElseThrow();
    boolean moved = !held.cluster().equals(asked.topic().cluster());
    return moved
        ? "its cluster: " + held.cluster().text() + " → " + asked.topic().cluster().text()
        : "its group: " + held.group() + " → " + asked.topic().group();
  }

  /** Topics of before last; returns the ids of the steps. */
  List<String> sweep(StepList list, Wanted wanted, Seen all) {
    List<String> ended = new ArrayList<>();
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    for (SeenMapping mapping : all.events().kafka().stale()) {
      boolean replaced =
          wanted.events().kafka().stream()
              .filter(asked -> SeenKafka.named(mapping, asked.topic().name()))
              .anyMatch(asked -> all.events().kafka().live(asked.topic()).isEmpty());
      if (!replaced) {
        ended.add(
            mappings.end(
                lane,
                LOCAL + mapping.topic().orElseThrow().name(),
                wanted.physicalName(),
                mapping,
                MappingSteps.GONE));
      }
    }
    wanted.events().kafka().forEach(asked -> ended.add(lane.id(LOCAL + asked.topic().name())));
    return ended;
  }

  /** What a person should know beside the steps. */
  static void notes(Wanted wanted, Seen seen, List<String> notes) {
    for (WantedKafka asked : wanted.events().kafka()) {
      String topic = asked.topic().shown();
      Optional<SeenMapping> live = seen.events().kafka().live(asked.topic());
      MappingSteps.paused(seen, topic, live, List.of(), notes);
      boolean alike = live.filter(one -> one.access().equals(asked.topic().access())).isPresent();
      if (alike) {
        continue;
      }
      if (live.isEmpty() && asked.start().timed()) {
        notes.add(
            topic
                + ": a group that is new begins at what is written from now on;"
                + " kafkaOffset=earliest brings all that is there");
      }
      if (!wanted.ownRole()) {
        List<String> actions =
            asked.statements().stream()
                .flatMap(one -> Policies.actions(one).stream())
                .distinct()
                .toList();
        notes.add(
            "the role "
                + wanted.config().role()
                + " must be allowed to "
                + String.join(", ", actions)
                + ": Lambda would else bring function "
                + wanted.name()
                + " nothing of "
                + topic);
      }
    }
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "kafka:" + physicalName);
  }
}
