package dev.portolan.maven;

import dev.portolan.deploy.ConsoleProgress;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.Progress;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.Rollout;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** A goal's work at all its providers, from the first look at its input to the last byte told. */
final class Run implements AutoCloseable {
  private final Order order;
  private final Console console;
  private final Providers providers;
  private final ConsoleProgress progress;
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private Optional<Sandbox> sandbox = Optional.empty();
  private volatile boolean stopped;

  private Run(Order order, Console console, Providers providers) {
    this.order = order;
    this.console = console;
    this.providers = providers;
    this.progress = console.progress(TimeSource.system());
  }

  /** What a goal does at one provider. */
  @FunctionalInterface
  interface Work {
    Outcome at(Site site) throws Exception;
  }

  /**
   * Makes all ready, without a call to any cloud.
   *
   * @throws DeployException with all that is wrong with the input
   */
  static Run open(Order order, Console console, Providers providers) {
    Run run = new Run(order, console, providers);
    boolean ready = false;
    try {
      run.prepare();
      ready = true;
      return run;
    } finally {
      if (!ready) {
        run.close();
      }
    }
  }

  Order order() {
    return order;
  }

  Console console() {
    return console;
  }

  /** Whether what is deployed ends with this run. */
  boolean ephemeral() {
    return sandbox.map(s -> !s.joined()).orElse(false);
  }

  /** The embedded clouds, if the run works with those. */
  Optional<Sandbox> sandbox() {
    return sandbox;
  }

  /** The work's outcome at each provider, at all of them at once. */
  Report at(Work work) {
    List<Portolan> portolans = sites.values().stream().map(Site::portolan).toList();
    return Rollout.run(
            order.goal(),
            order.owner(),
            order.sandbox(),
            portolans,
            portolan -> told(sites.get(portolan.provider()), work))
        .withLive(!ephemeral());
  }

  /** Asks the work to end soon. May be called from any thread. */
  void stop() {
    stopped = true;
    sites.values().forEach(site -> site.portolan().stop());
  }

  boolean stopped() {
    return stopped;
  }

  Site site(String provider) {
    return sites.get(provider);
  }

  @Override
  public void close() {
    progress.close();
    sites.values().forEach(site -> site.portolan().close());
    sandbox.ifPresent(Sandbox::close);
    providers.close();
  }

  private void prepare() {
    Set<Problem> problems = new LinkedHashSet<>(OrderCheck.problems(order, providers));
    Configuration configuration = order.configuration().configuration();
    Optional<Description> description =
        order.bundle().map(bundle -> Description.from(bundle, configuration.ofClasses()));
    description.map(Description::problems).ifPresent(problems::addAll);
    description.map(Description::warnings).orElse(List.of()).forEach(this::warn);
    List<FunctionSpec> functions = description.map(Description::functions).orElse(List.of());

    Map<String, Providers.Loaded> loaded = loaded(problems);
    if (order.sandbox() && loaded.size() == order.providers().size()) {
      sandbox = Optional.of(sandbox(List.copyOf(loaded.keySet())));
    }
    for (Providers.Loaded each : loaded.values()) {
      Configuration used =
          order.bundle().isPresent() ? configuration : order.configuration().withoutFunctions();
      Configuration.Resolved resolved = used.resolve(each.provider(), functions);
      problems.addAll(resolved.problems());
      resolved.warnings().forEach(this::warn);
      Site site = site(each, resolved);
      sites.put(each.provider().name(), site);
      if (!functions.isEmpty()) {
        problems.addAll(site.portolan().check(site.application()));
      }
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(List.copyOf(problems));
    }
  }

  private Map<String, Providers.Loaded> loaded(Set<Problem> problems) {
    Map<String, Providers.Loaded> loaded = new LinkedHashMap<>();
    for (String name : order.providers()) {
      try {
        loaded.put(name, providers.provider(name));
      } catch (DeployException e) {
        problems.add(Problem.of("provider '" + name + "'", e.getMessage(), e.hint()));
      }
    }
    return loaded;
  }

  private Sandbox sandbox(List<String> names) {
    return Sandbox.open(
        order.sandboxDirectory(), names, () -> clouds(names), TimeSource.system(), this::heard);
  }

  /** What an embedded cloud says stands among the progress, not across a line that moves. */
  private void heard(String line) {
    progress.event(
        new Progress.Event(
            "sandbox", Optional.empty(), Progress.Event.Kind.NOTE, line, Duration.ZERO));
  }

  private List<SandboxCloud> clouds(List<String> names) {
    List<SandboxCloud> clouds = new ArrayList<>();
    names.forEach(name -> clouds.add(providers.sandbox(name)));
    return clouds;
  }

  private Site site(Providers.Loaded loaded, Configuration.Resolved resolved) {
    String name = loaded.provider().name();
    Settings settings =
        sandbox.map(s -> resolved.settings().with(s.settings(name))).orElse(resolved.settings());
    Portolan.Options options =
        Portolan.Options.standard()
            .withProgress(this::tell)
            .withEnvironment(order.sandbox() ? Map.of() : System.getenv());
    Path directory = order.output().resolve(name);
    Bundle bundle = order.bundle().orElse(Bundle.of(directory.resolve("none.jar"), List.of()));
    Application application = Application.of(order.owner(), resolved.functions(), bundle);
    Portolan portolan =
        in(loaded.realm(), () -> Portolan.open(loaded.provider(), settings, options));
    return new Site(portolan, application, Names.of(settings), directory, loaded.realm());
  }

  /**
   * Shows the plan like all that is told, before its first step; leaves out what ends the run,
   * which is told at its end with what to do.
   */
  private void tell(Progress.Event event) {
    Progress.Event.Kind kind = event.kind();
    if (kind == Progress.Event.Kind.PLANNED) {
      progress.event(
          new Progress.Event(
              event.provider(),
              event.function(),
              Progress.Event.Kind.NOTE,
              "will " + event.text(),
              event.elapsed()));
    } else if (kind != Progress.Event.Kind.FAILED || event.function().isPresent()) {
      progress.event(event);
    }
  }

  private void warn(Problem problem) {
    console.warn(problem.toString());
  }

  private static Outcome told(Site site, Work work) {
    return in(site.realm(), () -> work.at(site));
  }

  private static <T> T in(ProviderRealm realm, Callable<T> work) {
    try {
      return realm.call(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new DeployException(DeployException.Kind.UNKNOWN, e.toString(), "", e);
    }
  }
}
