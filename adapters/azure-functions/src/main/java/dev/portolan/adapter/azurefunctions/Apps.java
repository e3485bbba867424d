package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.StartException;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The function of this process, started by its first invocation, once. The environment names it,
 * whatever the host calls what it invokes.
 *
 * <p>Azure's worker makes a new object for every invocation ({@code JavaFunctionBroker}), so that
 * what shall last hangs here. Invocations that come while one starts wait for it; if it cannot, all
 * are told so for some seconds, and then it is tried again: what it missed may be there by then.
 */
final class Apps {
  static final String FUNCTION = "PORTOLAN_FUNCTION";

  private final Map<String, String> environment;
  private final ClassLoader loader;
  private final LongSupplier nanoTime;
  private Start start;

  Apps(Map<String, String> environment, ClassLoader loader) {
    this(environment, loader, System::nanoTime);
  }

  Apps(Map<String, String> environment, ClassLoader loader, LongSupplier nanoTime) {
    this.environment = environment;
    this.loader = loader;
    this.nanoTime = nanoTime;
  }

  /** Just this one. */
  static Apps of(App app) {
    Apps apps = new Apps(Map.of(), null);
    apps.start = new Start(() -> app);
    apps.start.run(apps.nanoTime);
    return apps;
  }

  /**
   * That of this process; its environment is read no sooner than that, because the host changes it
   * under a worker that was started in advance ({@code FunctionEnvironmentReloadRequestHandler}).
   */
  static Apps ofProcess() {
    return Process.APPS;
  }

  /**
   * The function.
   *
   * @throws StartException if it cannot be started, with one line that says why
   */
  App app() {
    Start current;
    boolean first = false;
    synchronized (this) {
      if (start == null || start.isForgotten(nanoTime.getAsLong())) {
        start = new Start(() -> App.open(environment.get(FUNCTION), environment, loader));
        first = true;
      }
      current = start;
    }
    if (first) {
      current.run(nanoTime);
    }
    return current.await(environment);
  }

  private static final class Process {
    static final Apps APPS = new Apps(System.getenv(), Apps.class.getClassLoader());
  }
}
