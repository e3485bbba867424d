package dev.portolan.provider.azure;

import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.provider.azure.config.TableConnection;
import dev.portolan.provider.azure.cosmos.DataRight;
import dev.portolan.provider.azure.cosmos.Leases;
import dev.portolan.provider.azure.site.Live;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From when on functions hear of containers: fixed when one first asks for it, and remembered by
 * its identity for as long as the leases that it is for, so that no later deployment moves it.
 */
final class Beginnings {
  /**
   * So long before the deployment: the feed goes by seconds of Cosmos DB's own clock, and ours may
   * be ahead of it.
   */
  private static final Duration EARLIER = Duration.ofMinutes(1);

  private final Survey survey;
  private final String now;

  Beginnings(Survey survey, Instant now) {
    this.survey = survey;
    this.now = now.minus(EARLIER).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The tag that remembers it. */
  Map<String, String> of(Leases leases, String table, String function, String site) {
    String name = leases.since(table);
    return Map.of(name, remembered(site, name).or(() -> live(function, table)).orElse(now));
  }

  /** Whether a site's identity is there, and does not know it. */
  boolean isUntold(String site, Map<String, String> tag) {
    return survey.identity(site).isPresent()
        && tag.keySet().stream().anyMatch(name -> remembered(site, name).isEmpty());
  }

  private Optional<String> remembered(String site, String name) {
    return survey
        .identity(site)
        .map(IdentityInner::tags)
        .map(
            tags -> {
              Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
              all.putAll(tags);
              return all.get(name);
            });
  }

  /** An identity that was made anew knows nothing, and its site may. */
  private Optional<String> live(String function, String table) {
    return Optional.ofNullable(survey.live().get(function))
        .map(Live::settings)
        .filter(
            settings ->
                TableConnection.id(settings)
                    .filter(id -> DataRight.key(id).equals(DataRight.key(table)))
                    .isPresent())
        .map(settings -> settings.get(TableConnection.SINCE));
  }
}
