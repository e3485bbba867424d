package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Refuses, while planning, a bus that no rule can be put on. */
record BusPreflight(Map<String, Seen> seen, AwsSettings settings, Obstacles obstacles) {
  void check(List<Wanted> all) {
    Map<String, WantedRule> rules = new TreeMap<>();
    for (Wanted wanted : all) {
      Optional<WantedRule> rule = wanted.events().rule();
      if (rule.isPresent() && !there(seen.get(wanted.name()), rule.get())) {
        rules.put(rule.get().bus().toString(), rule.get());
      }
    }
    rules.values().forEach(this::refuse);
  }

  private static boolean there(Seen seen, WantedRule wanted) {
    return seen.events().rules().stream()
        .anyMatch(rule -> rule.rule().equals(wanted.rule()) && rule.bus());
  }

  /**
   * A rule is put on a bus of this account, and calls what is in its region; what happens elsewhere
   * a rule there can send on.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html">Sending
   *     and receiving events between accounts</a>
   */
  private void refuse(WantedRule wanted) {
    String bus = wanted.bus().name();
    if (!wanted.here()) {
      obstacles.add(
          DeployException.of(
              DeployException.Kind.INVALID_CONFIGURATION,
              "the event bus " + bus + " is in another account or region",
              "deploy to where it is, or have a rule of yours there send its events on to one that"
                  + " is here, and name that"));
    } else if (!wanted.bus().ownable()) {
      obstacles.add(
          missing(bus, "associate the partner's event source of that name with a bus first"));
    } else if (!settings.createTopics()) {
      obstacles.add(
          missing(
              bus,
              "run 'aws events create-event-bus --name "
                  + bus
                  + "', or set portolan.aws.createTopics=true"));
    }
  }

  private static DeployException missing(String bus, String hint) {
    return DeployException.of(
        DeployException.Kind.NOT_FOUND, "there is no event bus " + bus + " here", hint);
  }
}
