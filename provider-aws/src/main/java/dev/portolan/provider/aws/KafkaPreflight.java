package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Refuses, while planning, what Lambda would refuse, and what would lose somebody's settings. */
record KafkaPreflight(Map<String, Seen> seen, Obstacles obstacles) {
  void check(List<Wanted> all) {
    elsewhere(all);
    for (Wanted wanted : all) {
      wanted.events().kafka().forEach(asked -> kept(wanted, asked));
    }
  }

  private void elsewhere(List<Wanted> all) {
    TreeSet<String> elsewhere = new TreeSet<>();
    for (Wanted wanted : all) {
      wanted.events().kafka().stream()
          .filter(asked -> !asked.here())
          .forEach(asked -> elsewhere.add(asked.topic().cluster().text()));
    }
    for (String cluster : elsewhere) {
      obstacles.add(
          DeployException.of(
              Kind.INVALID_CONFIGURATION,
              "the MSK cluster " + cluster + " is in another account or region",
              "deploy to where it is, or set portolan.aws.kafka to its brokers, if they can be"
                  + " reached from here"));
    }
  }

  /**
   * What gives way to a mapping ends before that one is made: what somebody set of it would be
   * nowhere meanwhile, and lost if a run ended there.
   */
  private void kept(Wanted wanted, WantedKafka asked) {
    SeenKafka held = seen.get(wanted.name()).events().kafka();
    if (held.of(asked.topic()).filter(one -> !one.deleting()).isPresent()) {
      return;
    }
    for (SeenMapping before : held.before(asked.topic())) {
      List<String> own = new ArrayList<>();
      if (before.stopped()) {
        own.add("that it is disabled");
      }
      own.addAll(before.kafka().orElseThrow().own());
      if (!before.deleting() && !own.isEmpty()) {
        obstacles.problem(
            Kind.CONFLICT,
            "the mapping of Kafka topic "
                + asked.topic().name()
                + " to function "
                + wanted.physicalName(),
            "another cluster or group needs another mapping, and of this one somebody set what"
                + " would be lost: "
                + String.join(", ", own),
            "leave portolan.aws.kafka and the group as they are; or run 'aws lambda"
                + " delete-event-source-mapping --uuid "
                + before.uuid()
                + "', deploy, and set that again: a group goes on where it was");
      }
    }
  }
}
