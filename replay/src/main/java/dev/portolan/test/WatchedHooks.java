package dev.portolan.test;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;

/**
 * Stands before a function with hooks, as {@link Watched} does, and has it stop when its run ends:
 * platforms do that when the process ends, which is the one of all tests.
 */
final class WatchedHooks implements PortableFunction<Object, Object>, Lifecycle {
  private final Watched watched;
  private final Lifecycle hooks;
  private final Notes notes;

  /** One before a function of this class, which notes under this name. */
  WatchedHooks(String className, String notes) throws Exception {
    this.watched = new Watched(className, notes);
    this.hooks = watched.hooks().orElseThrow();
    this.notes = Notes.named(notes);
  }

  @Override
  public Object handle(Object input, Context context) throws Exception {
    return watched.handle(input, context);
  }

  @Override
  public void start() throws Exception {
    hooks.start();
    notes.started(hooks);
  }

  @Override
  public void warm() throws Exception {
    hooks.warm();
  }

  @Override
  public void beforeSnapshot() throws Exception {
    hooks.beforeSnapshot();
  }

  @Override
  public void afterRestore() throws Exception {
    hooks.afterRestore();
  }

  /** The end of the process: the run's has been before. */
  @Override
  public void stop() {}
}
