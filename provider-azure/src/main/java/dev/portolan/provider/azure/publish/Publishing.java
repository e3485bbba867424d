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
 * Publishes a release: from then on it serves. It is proven after, and if that fails what served
 * before is published again.
 */
public final class Publishing {
  private final SiteDeeds sites;
  private final Deployment deployment;
  private final Proof proof;

  public Publishing(
      SiteDeeds deeds, SiteCalls calls, PublishCalls publishing, HostCalls hosts, Polling polling) {
    this.sites = deeds;
    this.deployment = new Deployment(publishing, polling);
    this.proof = new Proof(calls, hosts, polling);
  }

  /** A release with its package, and the way back to it. */
  public record Goal(String site, String function, Release release, Package content) {}

  /** Brings a site's configuration back to what a release had. */
  @FunctionalInterface
  public interface Restoring {
    void run(Step.Run run, Release release) throws Exception;
  }

  /**
   * What served before, and how its configuration comes back.
   *
   * @param goal empty if there is no way back
   * @param none why there is none
   */
  public record Before(Optional<Goal> goal, Restoring restoring, String none) {
    public static Before of(Goal goal, Restoring restoring) {
      return new Before(Optional.of(goal), restoring, "");
    }

    public static Before none(String why) {
      return new Before(Optional.empty(), (run, release) -> {}, why);
    }
  }

  /** Finds what served before, or why there is no way back to it. */
  @FunctionalInterface
  public interface Memory {
    Before before() throws Exception;
  }

  @FunctionalInterface
  private interface Work {
    void run(SiteInner site) throws Exception;
  }

  /**
   * Publishes and proves.
   *
   * @param probe whether it is asked, and not only listed
   * @param memory of what is published again if it fails
   */
  public void run(Step.Run run, Goal goal, boolean probe, Memory memory) throws Exception {
    guarded(
        run,
        goal,
        memory,
        site -> {
          publish(run, site, goal.release().version(), goal, probe);
          if (probe) {
            proof.answers(run, site, goal.function(), goal.release());
          }
        });
  }

  /** Proves a release whose package serves already, after its configuration was changed. */
  public void prove(Step.Run run, Goal goal, boolean probe, Memory memory) throws Exception {
    guarded(
        run,
        goal,
        memory,
        site -> {
          proof.listed(run, goal.site(), goal.release());
          if (probe) {
            proof.answers(run, site, goal.function(), goal.release());
          }
        });
  }

  /** The way back is looked for first: while it cannot be, nothing is published. */
  private void guarded(Step.Run run, Goal goal, Memory memory, Work work) throws Exception {
    String version = goal.release().version();
    SiteInner site = sites.marked(goal.site(), version);
    Before before = memory.before();
    try {
      work.run(site);
    } catch (DeployException failure) {
      if (failure.kind() != Kind.UNHEALTHY) {
        throw failure;
      }
      throw back(run, version, failure, before);
    }
  }

  /** Publishes while a site is marked with a version. */
  private void publish(Step.Run run, SiteInner site, String mark, Goal goal, boolean probe)
      throws Exception {
    BinaryData content = goal.content().content();
    sites.marked(goal.site(), mark);
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
        () -> probe && proof.shows(site, goal.function(), goal.release()));
    proof.listed(run, goal.site(), goal.release());
  }

  private DeployException back(Step.Run run, String mark, DeployException failure, Before before)
      throws Exception {
    if (before.goal().isEmpty()) {
      return new DeployException(
          Kind.UNHEALTHY, failure.getMessage(), before.none() + "; " + failure.hint(), failure);
    }
    Goal kept = before.goal().get();
    String version = kept.release().version();
    run.waiting(version + " is published again, since what was published fails");
    try {
      before.restoring().run(run, kept.release());
      publish(run, sites.marked(kept.site(), mark), mark, kept, true);
      sites.unmark(run, kept.site(), mark);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return stuck(failure, version, e);
    }
    return new DeployException(
        Kind.UNHEALTHY,
        failure.getMessage() + "; " + version + ", which served before, was published again",
        failure.hint(),
        failure);
  }

  private static DeployException stuck(DeployException failure, String before, Exception cause) {
    failure.addSuppressed(cause);
    return new DeployException(
        Kind.UNHEALTHY,
        failure.getMessage()
            + "; and "
            + before
            + " could not be published again: "
            + cause.getMessage(),
        "run 'mvn portolan:rollback', or deploy what works",
        failure);
  }
}
