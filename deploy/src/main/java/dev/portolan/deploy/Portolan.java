package dev.portolan.deploy;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Deploys to one provider with one set of settings. Opens no connection before it must; safe for
 * one run at a time.
 */
public final class Portolan implements AutoCloseable {
  private final Provider provider;
  private final Settings settings;
  private final Deployer deployer;

  private Portolan(Provider provider, Settings settings, Options options) {
    this.provider = provider;
    this.settings = settings;
    this.deployer =
        provider.deployer(
            settings, new Surroundings(options.time(), once(), options.environment()));
  }

  private static CallRetry once() {
    return new CallRetry() {
      @Override
      public <T> T call(Callable<T> call) throws Exception {
        return call.call();
      }
    };
  }

  /**
   * Finds the provider of that name with the thread's context class loader.
   *
   * @throws DeployException if there is none; names those that there are
   */
  public static Portolan open(String provider, Settings settings) {
    return open(provider, settings, Options.standard());
  }

  /** The same, with a world of the caller's own. */
  public static Portolan open(String provider, Settings settings, Options options) {
    for (Provider found : ServiceLoader.load(Provider.class)) {
      if (found.name().equals(provider)) {
        return open(found, settings, options);
      }
    }
    throw DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION, "no provider '" + provider + "'", "");
  }

  public static Portolan open(Provider provider, Settings settings, Options options) {
    return new Portolan(provider, settings, options);
  }

  /**
   * The world around a run.
   *
   * @param environment the process environment, for credentials and endpoints
   * @param parallelism how many steps may run at once, at least 1
   */
  public record Options(
      TimeSource time, Progress progress, Map<String, String> environment, int parallelism) {
    public Options {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(progress, "progress");
      environment = Map.copyOf(environment);
      if (parallelism < 1) {
        throw new IllegalArgumentException("parallelism " + parallelism + " is less than 1");
      }
    }

    /** The machine's clock and environment, no progress, eight steps at once. */
    public static Options standard() {
      return new Options(TimeSource.system(), Progress.silent(), System.getenv(), 8);
    }

    public Options withTime(TimeSource value) {
      return new Options(value, progress, environment, parallelism);
    }

    public Options withProgress(Progress value) {
      return new Options(time, value, environment, parallelism);
    }

    public Options withEnvironment(Map<String, String> value) {
      return new Options(time, progress, value, parallelism);
    }

    public Options withParallelism(int value) {
      return new Options(time, progress, environment, value);
    }

    /** Tells variable names, never values. */
    @Override
    public String toString() {
      return "Options[parallelism " + parallelism + ", environment " + environment.keySet() + "]";
    }
  }

  public String provider() {
    return provider.name();
  }

  public Set<Feature> features() {
    return provider.features();
  }

  /** All that is wrong with deploying this here, ours and the provider's. Calls no cloud. */
  public List<Problem> check(Application application) {
    return provider.check(application, settings);
  }

  /** Makes what the cloud runs. Calls no cloud. */
  public Artifact pack(Application application, Path directory) {
    try {
      return provider.packager(settings).pack(application, directory);
    } catch (java.io.IOException e) {
      throw failure(e);
    }
  }

  /** Who the credentials belong to, and where they lead. */
  public Target target() {
    return told(deployer::target);
  }

  /** What has to change. Changes nothing. */
  public Plan plan(Application application, Artifact artifact) {
    return told(() -> deployer.plan(application, artifact));
  }

  /** What a removal would delete. Changes nothing. */
  public Plan planRemoval(Owner owner) {
    return told(() -> deployer.planRemoval(owner));
  }

  /**
   * What a rollback would change. Changes nothing.
   *
   * @param version a kept version; empty for the one before the one that serves now
   */
  public Plan planRollback(Owner owner, String function, Optional<String> version) {
    return told(() -> deployer.planRollback(owner, function, version));
  }

  /**
   * Runs a plan that this object made, then reads the cloud again. What fails stands in the
   * outcome.
   */
  public Outcome apply(Plan plan) {
    throw new UnsupportedOperationException();
  }

  /** Checks, packs, plans, applies and reads back. What fails stands in the outcome. */
  public Outcome deploy(Application application, Path directory) {
    return apply(plan(application, pack(application, directory)));
  }

  /** Deletes all that the owner has here. What fails stands in the outcome. */
  public Outcome destroy(Owner owner) {
    return apply(planRemoval(owner));
  }

  /** Makes a kept version serve again. What fails stands in the outcome. */
  public Outcome rollback(Owner owner, String function, Optional<String> version) {
    return apply(planRollback(owner, function, version));
  }

  /** What the owner has here, sorted by function name. */
  public List<Deployed> find(Owner owner) {
    return told(() -> deployer.find(owner));
  }

  /** Calls a function with a payload of its input's JSON, past all HTTP. */
  public Deployer.Invocation invoke(Owner owner, String function, byte[] payload) {
    return told(() -> deployer.invoke(owner, function, payload));
  }

  /** Tells log lines from an instant on, oldest first; returns the instant to continue from. */
  public Instant logs(Owner owner, String function, Instant from, Consumer<Deployer.LogLine> sink) {
    return told(() -> deployer.logs(owner, function, from, sink));
  }

  /**
   * Asks a run to end: the calls under way are finished, nothing new is started, and the outcome
   * says {@link ExitCode#INTERRUPTED}. May be called from any thread, also from a shutdown hook.
   */
  public void stop() {}

  /** The deployer, for those who know its type. */
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(deployer) ? Optional.of(type.cast(deployer)) : Optional.empty();
  }

  @Override
  public void close() {
    deployer.close();
  }

  private static <T> T told(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private static DeployException failure(Exception e) {
    return e instanceof DeployException known
        ? known
        : new DeployException(DeployException.Kind.UNKNOWN, e.toString(), "", e);
  }
}
