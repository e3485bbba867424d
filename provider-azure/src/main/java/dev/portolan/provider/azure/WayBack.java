package dev.portolan.provider.azure;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.publish.Publishing;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.Optional;

/** The way back to what served before, for a release that fails for good. */
final class WayBack {
  private final SiteForm form;
  private final Shelf shelf;
  private final SiteDeeds deeds;
  private final Publishing publishing;

  WayBack(SiteForm form, Shelf shelf, SiteDeeds deeds, Publishing publishing) {
    this.form = form;
    this.shelf = shelf;
    this.deeds = deeds;
    this.publishing = publishing;
  }

  /** What served before, or why nobody can go back to it. */
  private record Before(Optional<Publishing.Goal> goal, String none) {
    static Before none(String why) {
      return new Before(Optional.empty(), why);
    }
  }

  /** A deed on a site, which is taken back when it fails for good. */
  Step.Action guarded(ReleaseSteps.Aim aim, Optional<Live> live, Step.Action deed) {
    return new Step.Action() {
      @Override
      public void run(Step.Run run) throws Exception {
        deed.run(run);
      }

      @Override
      public Optional<String> takeBack(Step.Run run) throws Exception {
        return Optional.of(back(run, aim, live));
      }
    };
  }

  /** While the way back cannot even be looked for, nothing is to be published. */
  void look(ReleaseSteps.Aim aim, Optional<Live> live) throws Exception {
    before(aim, live);
  }

  private String back(Step.Run run, ReleaseSteps.Aim aim, Optional<Live> live) throws Exception {
    Before before = before(aim, live);
    if (before.goal().isEmpty()) {
      return before.none();
    }
    return publishing.back(
        run,
        aim.release().version(),
        before.goal().get(),
        live.filter(each -> each.served().pending().isPresent()).isPresent(),
        (again, release) -> restore(again, aim, release));
  }

  private Before before(ReleaseSteps.Aim aim, Optional<Live> live) throws Exception {
    Optional<String> version = live.flatMap(each -> each.served().current());
    if (version.isEmpty()) {
      return Before.none("nothing served before, and nothing serves now");
    }
    if (version.get().equals(aim.release().version())) {
      return Before.none("it is what served before");
    }
    Optional<Release> kept;
    try {
      kept = shelf.kept(aim.function(), version.get());
    } catch (DeployException changed) {
      return Before.none(changed.getMessage() + ": deploy what works");
    }
    if (kept.isEmpty()) {
      return Before.none(
          version.get() + ", which served before, is not kept any more: deploy what works");
    }
    return new Before(
        Optional.of(
            new Publishing.Goal(
                aim.site(),
                aim.function(),
                kept.get(),
                () -> shelf.content(aim.function(), kept.get()),
                aim.probe())),
        "");
  }

  /** While the site is still marked with what fails. */
  private void restore(Step.Run run, ReleaseSteps.Aim aim, Release release) throws Exception {
    String mark = aim.release().version();
    deeds.restore(
        run, aim.site(), mark, form.shape(release, aim), form.settings(run, aim, release));
  }
}
