package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/**
 * The owner's rules on all event buses of the region, which are listed once, and only when asked
 * for: a rule outlives its function, and nothing else then tells on which bus it is.
 */
final class RegionRules {
  static final String UNTOLD =
      "the rules of event buses may not be listed (events:ListEventBuses, events:ListRules): one"
          + " whose function is gone stays, if there is any";

  private final AwsCalls calls;
  private final Place place;
  private final List<RuleName> known = new ArrayList<>();
  private boolean asked;
  private boolean told = true;

  RegionRules(AwsCalls calls, Place place) {
    this.calls = calls;
    this.place = place;
  }

  /** Those of a function, on whatever bus, whoever's they are; none where nobody tells. */
  List<RuleName> of(String physicalName) throws Exception {
    if (!asked) {
      asked = true;
      list();
    }
    return known.stream().filter(rule -> rule.name().equals(physicalName)).toList();
  }

  private void list() throws Exception {
    try {
      for (String bus : calls.rules().buses()) {
        calls.rules().rules(bus, Place.prefix(place.owner())).stream()
            .map(name -> new RuleName(bus, name))
            .forEach(known::add);
      }
    } catch (EventBridgeException e) {
      if (!"AccessDeniedException".equals(e.awsErrorDetails().errorCode())) {
        throw e;
      }
      told = false;
    }
  }

  /** Whether whoever asked was told. */
  boolean told() {
    return told;
  }
}
