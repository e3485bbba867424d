package dev.portolan.provider.azure.publish;

import com.azure.core.util.BinaryData;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteCalls;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.Optional;

/**
 * Publishes a release: from then on it serves. It is proven after. What served before is brought
 * back by its configuration alone where its package was never replaced, else by being published
 * again.
 */
public final class Publishing {
  /** What is handed on of a site whose package may have been replaced. */
  private static final String REPLACED = "replaced:";

  private final SiteDeeds sites;
  private final Deployment deployment;
  private final Proof proof;

  public Publishing(
      SiteDeeds deeds, SiteCalls calls, PublishCalls publishing, HostCalls hosts, Polling polling) {
    this.sites = deeds;
    this.deployment = new Deployment(publishing, polling);
    this.proof = new Proof(calls, hosts, polling);
  }

  /**
   * A release with its package.
   *
   * @param probe whether it is asked, and not only listed
   */
  public record Goal(
      String site, String function, Release release, Package content, boolean probe) {}

  /** Brings a site's configuration to what a release needs. */
  @FunctionalInterface
  public interface Restoring {
    void run(Step.Run run, Release release) throws Exception;
  }

  /** Publishes and proves. */
  public void run(Step.Run run, Goal goal) throws Exception {
    String key = REPLACED + goal.site();
    BinaryData content = goal.content().content();
    SiteInner site = sites.marked(goal.site(), goal.release().version());
    boolean before = run.get(key).equals(Optional.of("maybe"));
    run.put(key, "maybe");
    publish(
        run,
        site,
        goal,
        content,
        () -> {
          if (!before) {
            run.put(key, "no");
          }
        });
    proven(run, site, goal);
  }

  /** Proves a release whose package serves already, after its configuration was changed. */
  public void prove(Step.Run run, Goal goal) throws Exception {
    SiteInner site = sites.marked(goal.site(), goal.release().version());
    proven(run, site, goal);
  }

  /**
   * Brings back what served before, while the site is still marked with what failed.
   *
   * @param unended whether an earlier publishing had not ended when this one began: what it sent
   *     may yet come
   * @return what people are told of it
   */
  public String back(Step.Run run, String mark, Goal kept, boolean unended, Restoring restoring)
      throws Exception {
    String version = kept.release().version() + ", which served before,";
    run.waiting(version + " is brought back");
    BinaryData content = kept.content().content();
    SiteInner site = sites.marked(kept.site(), mark);
    restoring.run(run, kept.release());
    boolean replaced = unended || run.get(REPLACED + kept.site()).equals(Optional.of("maybe"));
    if (!replaced) {
      if (serves(run, site, kept)) {
        sites.unmark(run, kept.site(), mark);
        return version + " serves on with its own configuration";
      }
      run.put(REPLACED + kept.site(), "maybe");
    }
    publish(run, site, kept, content, () -> {});
    proven(run, site, kept);
    sites.unmark(run, kept.site(), mark);
    return version + " was published again";
  }

  /** The list of functions alone does not tell two releases apart: unasked, it serves for none. */
  private boolean serves(Step.Run run, SiteInner site, Goal kept) throws Exception {
    if (!kept.probe()) {
      return false;
    }
    try {
      proof.answers(run, site, kept.function(), kept.release());
      return true;
    } catch (DeployException unproven) {
      if (unproven.kind() != Kind.UNHEALTHY) {
        throw unproven;
      }
      return false;
    }
  }

  private void proven(Step.Run run, SiteInner site, Goal goal) throws Exception {
    proof.listed(run, goal.site(), goal.release());
    if (goal.probe()) {
      proof.answers(run, site, goal.function(), goal.release());
    }
  }

  private void publish(
      Step.Run run, SiteInner site, Goal goal, BinaryData content, Runnable untouched)
      throws Exception {
    deployment.run(
        run,
        goal.site(),
        Live.publishing(site)
            .orElseThrow(
                () ->
                    DeployException.of(
                        Kind.NOT_READY,
                        goal.site() + " has no publishing address yet",
                        "run the same command again")),
        content,
        untouched,
        () -> goal.probe() && proof.shows(site, goal.function(), goal.release()));
  }
}
