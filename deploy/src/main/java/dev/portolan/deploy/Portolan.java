package dev.portolan.deploy;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Target;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Deploys to one provider with one set of settings. Opens no connection before it must; safe for
 * one run at a time.
 */
public final class Portolan implements AutoCloseable {
  private final Provider provider;
  private final Settings settings;
  private final Crew crew;
  private final Map<Plan, Planner> planners = Collections.synchronizedMap(new WeakHashMap<>());

  private Portolan(Provider provider, Settings settings, Options options) {
    this.provider = provider;
    this.settings = settings;
    this.crew = new Crew(provider, settings, options);
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
    return open(Discovery.provider(provider), settings, options);
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

  /**
   * What keeps a project from running anywhere: what ties it to a cloud, and what one of its
   * targets does not do. Reads class files and loads none; calls no cloud. The providers that are
   * compared are those on the class path of the thread's context class loader.
   *
   * @param targets names of the providers that it is for; none for all
   * @param work where a directory of classes is jarred, if it is no jar
   * @throws DeployException if the build output is damaged or hostile
   */
  public static Portability portability(
      Owner owner, Bundle bundle, Configuration configuration, List<String> targets, Path work) {
    return portability(owner, bundle, configuration, Discovery.ties(), targets, work);
  }

  /**
   * The same, with what providers say of themselves.
   *
   * @param known what stands in {@link Ties#PATH} of each provider's jar
   */
  public static Portability portability(
      Owner owner,
      Bundle bundle,
      Configuration configuration,
      List<Ties> known,
      List<String> targets,
      Path work) {
    return new PortabilityCheck(owner, configuration, known, targets).of(bundle, work);
  }

  public String provider() {
    return provider.name();
  }

  public Set<Feature> features() {
    return provider.features();
  }

  /** All that is wrong with deploying this here, ours and the provider's. Calls no cloud. */
  public List<Problem> check(Application application) {
    return checks(application).all();
  }

  /**
   * Makes what the cloud runs. Calls no cloud.
   *
   * @throws DeployException with all that is wrong, if anything is
   */
  public Artifact pack(Application application, Path directory) {
    return told("pack", () -> packed(application, directory));
  }

  /** Who the credentials belong to, and where they lead. */
  public Target target() {
    return told("identify", () -> crew.deployer().target());
  }

  /**
   * What has to change. Changes nothing.
   *
   * @throws DeployException also for what {@link #check} tells, before any call
   */
  public Plan plan(Application application, Artifact artifact) {
    return planned(
        () -> {
          checks(application).orThrow();
          return deployer -> deployer.plan(CorsVariable.in(application), artifact);
        });
  }

  /** What a removal would delete. Changes nothing. */
  public Plan planRemoval(Owner owner) {
    return planned(() -> removal(owner));
  }

  /**
   * What a rollback would change. Changes nothing.
   *
   * @param version a kept version; empty for the one before the one that serves now
   */
  public Plan planRollback(Owner owner, String function, Optional<String> version) {
    return planned(() -> checked(owner, new RollbackPlanner(owner, function, version)));
  }

  /**
   * Runs a plan that this object made, then reads the cloud again. What fails stands in the
   * outcome.
   *
   * @throws IllegalArgumentException if another made the plan, or it was applied before
   */
  public Outcome apply(Plan plan) {
    Planner planner = planners.remove(plan);
    if (planner == null) {
      throw new IllegalArgumentException(
          "this plan was not made here, or was applied already: plan again, then apply");
    }
    return Run.of(crew, planner, plan);
  }

  /** Checks, packs, plans, applies and reads back. What fails stands in the outcome. */
  public Outcome deploy(Application application, Path directory) {
    List<String> functions = application.functions().stream().map(FunctionSpec::name).toList();
    try {
      Artifact artifact = pack(application, directory);
      return Run.of(
          crew, deployer -> deployer.plan(CorsVariable.in(application), artifact), functions);
    } catch (DeployException e) {
      return Run.refused(crew, functions, e);
    }
  }

  /** Deletes all that the owner has here. What fails stands in the outcome. */
  public Outcome destroy(Owner owner) {
    return Run.of(crew, removal(owner), List.of());
  }

  /**
   * Makes a kept version serve again. What fails stands in the outcome.
   *
   * @param version a kept version; empty for the one before the one that serves now
   */
  public Outcome rollback(Owner owner, String function, Optional<String> version) {
    Planner planner = checked(owner, new RollbackPlanner(owner, function, version));
    return Run.of(crew, planner, List.of(function));
  }

  /** What the owner has here, sorted by function name. */
  public List<Deployed> find(Owner owner) {
    return told("find", () -> deployer(owner).find(owner));
  }

  /** Calls a function with a payload of its input's JSON, past all HTTP. */
  public Deployer.Invocation invoke(Owner owner, String function, byte[] payload) {
    return told("invoke " + function, () -> deployer(owner).invoke(owner, function, payload));
  }

  /** Tells log lines from an instant on, oldest first; returns the instant to continue from. */
  public Instant logs(Owner owner, String function, Instant from, Consumer<Deployer.LogLine> sink) {
    return told("logs of " + function, () -> deployer(owner).logs(owner, function, from, sink));
  }

  private Checks checks(Application application) {
    application.functions().forEach(function -> crew.redaction().learn(function.environment()));
    return Checks.of(provider, settings, application);
  }

  private Planner removal(Owner owner) {
    return checked(owner, deployer -> deployer.planRemoval(owner));
  }

  private Planner checked(Owner owner, Planner planner) {
    return deployer -> {
      Checks.of(provider, settings, owner).orThrow();
      return planner.plan(deployer);
    };
  }

  private Deployer deployer(Owner owner) {
    Checks.of(provider, settings, owner).orThrow();
    return crew.deployer();
  }

  private Artifact packed(Application application, Path directory) throws IOException {
    checks(application).orThrow();
    try {
      return provider.packager(settings).pack(application, directory);
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          provider.name() + ": pack: " + e,
          "see that " + directory + " can be written to and the build output read",
          e);
    }
  }

  private Plan planned(Callable<Planner> asked) {
    return told(
        "plan",
        () -> {
          Planner planner = asked.call();
          Plan plan = crew.redaction().apply(planner.plan(crew.deployer()));
          PlanCheck.check(plan);
          planners.put(plan, planner);
          return plan;
        });
  }

  /**
   * Asks a run to end: the calls under way are finished, nothing new is started, and the outcome
   * says {@link ExitCode#INTERRUPTED}; so do all later runs. May be called from any thread, also
   * from a shutdown hook.
   */
  public void stop() {
    crew.time().stop();
  }

  /** The deployer, for those who know its type. */
  public <T> Optional<T> unwrap(Class<T> type) {
    Deployer deployer = crew.deployer();
    return type.isInstance(deployer) ? Optional.of(type.cast(deployer)) : Optional.empty();
  }

  @Override
  public void close() {
    crew.close();
  }

  /** What became of work that threw. */
  Outcome failed(RuntimeException thrown) {
    return Run.broken(crew, crew.failures().tell(Optional.empty(), thrown));
  }

  private <T> T told(String what, Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw crew.failures().tell(Optional.of(what), e);
    }
  }
}
