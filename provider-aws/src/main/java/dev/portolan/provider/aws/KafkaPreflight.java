package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Refuses, while planning, what Lambda would refuse, and what would lose somebody's settings. */
record KafkaPreflight(
    Place place, Map<String, Seen> seen, RegionMappings region, Obstacles obstacles) {
  void check(List<Wanted> all) throws Exception {
    elsewhere(all);
    for (Wanted wanted : all) {
      SeenKafka held = seen.get(wanted.name()).events().kafka();
      for (WantedKafka asked : wanted.events().kafka()) {
        if (held.live(asked.topic()).isEmpty()) {
          List<SeenMapping> before = held.before(asked.topic());
          before.forEach(one -> kept(wanted, asked, one));
          free(wanted, asked, before);
        }
      }
    }
  }

  private void elsewhere(List<Wanted> all) {
    TreeSet<String> elsewhere = new TreeSet<>();
    TreeSet<String> secrets = new TreeSet<>();
    for (Wanted wanted : all) {
      for (WantedKafka asked : wanted.events().kafka()) {
        if (!asked.here()) {
          elsewhere.add(asked.topic().cluster().text());
        }
        asked.topic().access().stream()
            .filter(KafkaAccess::secret)
            .map(one -> one.uri().split(":")[3])
            .filter(region -> !region.equals(place.region()))
            .forEach(region -> secrets.add(wanted.name() + " is in " + region));
      }
    }
    for (String secret : secrets) {
      obstacles.add(
          DeployException.of(
              Kind.INVALID_CONFIGURATION,
              "a secret for Kafka of function " + secret + ", and not in " + place.region(),
              "set portolan.aws.kafkaSecret and kafkaCa to secrets of this region; Secrets Manager"
                  + " can replicate one"));
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
  private void kept(Wanted wanted, WantedKafka asked, SeenMapping before) {
    List<String> own = new ArrayList<>();
    if (before.stopped()) {
      own.add("that it is disabled");
    }
    own.addAll(before.kafka().orElseThrow().own());
    if (!before.deleting() && !own.isEmpty()) {
      obstacles.problem(
          Kind.CONFLICT,
          where(wanted, asked),
          "another cluster or group needs another mapping, and of this one somebody set what would"
              + " be lost: "
              + String.join(", ", own),
          "leave portolan.aws.kafka and the group as they are; or "
              + deletion(before)
              + ", deploy, and set that again: a group goes on where it was");
    }
  }

  /**
   * A group is one mapping's alone, whatever cluster it is of: one that another mapping holds would
   * be refused after the old one is gone.
   */
  private void free(Wanted wanted, WantedKafka asked, List<SeenMapping> before) throws Exception {
    String group = asked.topic().group();
    List<String> ending = before.stream().map(SeenMapping::uuid).toList();
    for (SeenMapping other : region.all().orElse(List.of())) {
      boolean holds = other.topic().filter(held -> held.group().equals(group)).isPresent();
      if (holds && !other.deleting() && !ending.contains(other.uuid())) {
        obstacles.problem(
            Kind.CONFLICT,
            where(wanted, asked),
            "its group "
                + group
                + " is held by the mapping of "
                + other.shown()
                + " to "
                + other.function(),
            "name another group, or "
                + deletion(other)
                + ": a group must be unique among all mappings of Kafka, also those of other"
                + " stages");
      }
    }
  }

  private static String deletion(SeenMapping mapping) {
    return "run 'aws lambda delete-event-source-mapping --uuid " + mapping.uuid() + "'";
  }

  private static String where(Wanted wanted, WantedKafka asked) {
    return "the " + MappingSteps.resource(asked.topic().shown(), wanted.physicalName());
  }
}
