package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows what this run put in place, and so recognises that somebody else deployed the same after
 * it. Without it, the read-back would say that our own steps had no effect. A read that is merely
 * old shows what was there before, never something newer, and is no rival.
 */
final class Rivals {
  private final Map<String, Integer> shifted = new ConcurrentHashMap<>();
  private volatile boolean madeApi;

  /** Users of a function were moved to a version. */
  void shifted(String function, String version) {
    shifted.put(function, Integer.valueOf(version));
  }

  void madeApi() {
    madeApi = true;
  }

  /** Refuses to go on where somebody moved users on to a later version than ours. */
  void check(List<Wanted> all, Survey survey) {
    for (Wanted wanted : all) {
      int now =
          survey
              .seen()
              .get(wanted.name())
              .function()
              .flatMap(SeenFunction::serving)
              .map(SeenVersion::order)
              .orElse(0);
      if (now > shifted.getOrDefault(wanted.name(), Integer.MAX_VALUE)) {
        throw conflict(
            "function " + wanted.physicalName() + " was deployed by somebody else since");
      }
    }
    if (madeApi && survey.api().filter(api -> !api.duplicates().isEmpty()).isPresent()) {
      throw conflict("somebody else made an HTTP API for this application at the same time");
    }
  }

  static DeployException conflict(String what) {
    return DeployException.of(
        DeployException.Kind.CONFLICT,
        what,
        "run the same command again when the other deployment has ended");
  }
}
