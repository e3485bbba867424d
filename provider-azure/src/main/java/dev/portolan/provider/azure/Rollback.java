package dev.portolan.provider.azure;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.site.Live;
import java.util.List;
import java.util.Optional;

/** Finds the release to go back to. */
final class Rollback {
  private Rollback() {}

  /**
   * The version of a release that is kept.
   *
   * @param version empty for the one that served before the one that serves
   */
  static String target(Live live, Optional<String> version) {
    List<String> kept = live.served().order();
    if (version.isPresent()) {
      return version
          .filter(kept::contains)
          .orElseThrow(
              () ->
                  DeployException.of(
                      Kind.NOT_FOUND,
                      live.function() + " has no kept release " + version.get(),
                      "it has " + String.join(", ", kept)));
    }
    return kept.stream()
        .skip(1)
        .findFirst()
        .orElseThrow(
            () ->
                DeployException.of(
                    Kind.NOT_FOUND,
                    live.function() + " has no release that served before the one that serves now",
                    "it has " + (kept.isEmpty() ? "none" : String.join(", ", kept))));
  }
}
