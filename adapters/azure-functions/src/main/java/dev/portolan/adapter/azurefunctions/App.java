package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.Deadlines;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.StartException;
import dev.portolan.runtime.Tries;
import java.util.HashMap;
import java.util.Map;

/** A function that was started, and what its invocations share. Thread-safe. */
final class App {
  /** How a reference begins that the platform has not resolved. */
  private static final String UNRESOLVED = "@Microsoft.KeyVault(";

  final Invoker invoker;
  final Limits limits;
  final Ending ending;
  final Map<String, String> environment;
  final Pause pause;
  private final ClassLoader loader;
  private Deadlines deadlines;
  private Clock clock;
  private Outbound outbound;

  App(
      Invoker invoker,
      Limits limits,
      Map<String, String> environment,
      ClassLoader loader,
      Pause pause) {
    this.pause = pause;
    this.invoker = invoker;
    this.limits = limits;
    this.environment = environment;
    this.loader = loader;
    if (invoker.takesHttp()) {
      requireFree(invoker);
    }
    this.ending = Ending.of(invoker.functionName(), invoker.lifecycle());
  }

  /**
   * Starts a function.
   *
   * @throws StartException if that is not possible, with one line that says why
   */
  static App open(String function, Map<String, String> environment, ClassLoader loader) {
    return open(function, environment, loader, Thread::sleep);
  }

  /** The same, with another way to wait. */
  static App open(
      String function, Map<String, String> environment, ClassLoader loader, Pause pause) {
    Limits limits = Limits.from(environment);
    requireResolved(environment);
    Map<String, String> variables = new HashMap<>(ResolvedSecrets.hide(environment));
    variables.put(Apps.FUNCTION, function);
    Invoker invoker = Invoker.open(variables, loader);
    try {
      return new App(invoker, limits, environment, loader, pause);
    } catch (StartException refused) {
      stop(invoker, refused);
      throw refused;
    }
  }

  /** Ends what was started in vain. */
  private static void stop(Invoker invoker, StartException refused) {
    try {
      if (invoker.lifecycle() != null) {
        invoker.lifecycle().stop();
      }
    } catch (Exception failed) {
      refused.addSuppressed(failed);
    }
  }

  /** Azure leaves a reference that it cannot follow as it stands, and starts the app with it. */
  private static void requireResolved(Map<String, String> environment) {
    StringBuilder names = new StringBuilder();
    for (String name : environment.getOrDefault("PORTOLAN_SECRET_KEYS", "").split(",")) {
      String value = environment.get(name);
      if (value != null && value.startsWith(UNRESOLVED)) {
        names.append(names.length() == 0 ? "" : ", ").append(name);
      }
    }
    if (names.length() > 0) {
      throw new StartException(
          names
              .append(
                  ": Azure has not resolved the reference to the key vault; see whether the secret"
                      + " is there, and whether the function's identity may read it")
              .toString(),
          null);
    }
  }

  /** The host keeps these to itself ({@code ScriptHost.ValidateHttpFunction}). */
  private static void requireFree(Invoker invoker) {
    Probe.requireFree(invoker);
    if (invoker.isUnder("/admin") || invoker.isUnder("/runtime")) {
      throw new StartException(
          "Azure keeps paths that begin with /admin and /runtime: give the function another route",
          null);
    }
  }

  /** Made for the first event: requests are watched where their answer is awaited. */
  synchronized Deadlines deadlines() {
    if (deadlines == null) {
      deadlines = new Deadlines(limits.eventMillis());
      Deadlines.start(deadlines, "portolan-deadlines");
    }
    return deadlines;
  }

  /** Read for the first tick. */
  synchronized Clock clock() {
    if (clock == null) {
      clock = Clock.of(invoker.functionName(), loader);
    }
    return clock;
  }

  /** Made for the first that is sent. */
  synchronized Outbound outbound() {
    if (outbound == null) {
      outbound = new AzureOutbound(environment, Tries.PAUSE_MILLIS);
    }
    return outbound;
  }
}
