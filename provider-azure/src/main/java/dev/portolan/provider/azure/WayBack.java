package dev.portolan.provider.azure;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.publish.Publishing;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.Optional;

/** The way back to what served before, for a release that fails. */
final class WayBack {
  private final SiteForm form;
  private final FunctionSteps functions;
  private final SiteDeeds deeds;

  WayBack(SiteForm form, FunctionSteps functions, SiteDeeds deeds) {
    this.form = form;
    this.functions = functions;
    this.deeds = deeds;
  }

  /** What served before, or why nobody can go back to it. */
  Publishing.Before before(ReleaseSteps.Aim aim, Optional<Live> live) throws Exception {
    Optional<String> version = live.flatMap(each -> each.served().current());
    if (version.isEmpty()) {
      return Publishing.Before.none("nothing served before, and nothing serves now");
    }
    if (version.get().equals(aim.release().version())) {
      return Publishing.Before.none("it is what served before");
    }
    Optional<Release> kept;
    try {
      kept = functions.kept(aim.function(), version.get());
    } catch (DeployException changed) {
      return Publishing.Before.none(changed.getMessage() + ": deploy what works");
    }
    if (kept.isEmpty()) {
      return Publishing.Before.none(
          version.get() + ", which served before, is not kept any more: deploy what works");
    }
    return Publishing.Before.of(
        new Publishing.Goal(
            aim.site(),
            aim.function(),
            kept.get(),
            () -> functions.content(aim.function(), kept.get())),
        (run, release) -> restore(run, aim, release));
  }

  /** While the site is still marked with what fails. */
  private void restore(Step.Run run, ReleaseSteps.Aim aim, Release release) throws Exception {
    String mark = aim.release().version();
    deeds.update(run, aim.site(), mark, form.shape(release, aim));
    deeds.settings(run, aim.site(), mark, form.settings(run, aim, release));
  }
}
