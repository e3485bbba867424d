package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import java.util.TreeSet;

/** Refuses, while planning, a Kafka cluster that is elsewhere. */
record KafkaPreflight(Obstacles obstacles) {
  void check(Iterable<Wanted> all) {
    TreeSet<String> elsewhere = new TreeSet<>();
    for (Wanted wanted : all) {
      wanted.events().kafka().stream()
          .filter(asked -> !asked.here())
          .forEach(asked -> elsewhere.add(asked.topic().cluster().text()));
    }
    for (String cluster : elsewhere) {
      obstacles.add(
          DeployException.of(
              DeployException.Kind.INVALID_CONFIGURATION,
              "the MSK cluster " + cluster + " is in another account or region",
              "deploy to where it is, or set portolan.aws.kafka to its brokers, if they can be"
                  + " reached from here"));
    }
  }
}
