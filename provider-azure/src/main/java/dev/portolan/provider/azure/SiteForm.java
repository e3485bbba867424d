package dev.portolan.provider.azure;

import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.site.AppSettings;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.Shape;
import java.util.Map;
import java.util.Optional;

/** What a site has to be for a release, with what stands around it. */
final class SiteForm {
  private final Place place;
  private final FunctionSteps functions;
  private final HostAccounts hosts;

  SiteForm(Place place, FunctionSteps functions, HostAccounts hosts) {
    this.place = place;
    this.functions = functions;
    this.hosts = hosts;
  }

  Shape shape(Release release, ReleaseSteps.Aim aim) throws Exception {
    return new Shape(
        release,
        place.location(),
        place.id("Microsoft.Web/serverfarms", aim.site()),
        place.id("Microsoft.ManagedIdentity/userAssignedIdentities", aim.site()),
        hosts.container(aim.function(), aim.account()));
  }

  /** The settings, while planning: whom the function acts as is known already. */
  Map<String, String> settings(ReleaseSteps.Aim aim) {
    String client = functions.client(aim.site());
    return AppSettings.of(aim.release(), aim.account(), client, since(aim, aim.release()));
  }

  Map<String, String> settings(Step.Run run, ReleaseSteps.Aim aim, Release release)
      throws Exception {
    String client = functions.client(run, aim.site());
    return AppSettings.of(release, aim.account(), client, since(aim, release));
  }

  private Optional<String> since(ReleaseSteps.Aim aim, Release release) {
    return functions.since(aim.function(), aim.site(), release.settings());
  }
}
