package dev.portolan;

/**
 * Moments in the life of a function object, for a {@link PortableFunction} that implements this.
 *
 * <p>Each is called at most once at a time, and not during an invocation, except {@link #stop()}
 * where the platform ends the process under one; a handler that went on after its deadline is not
 * waited for. Which of them a platform has differs, except {@link #start()}, which is always
 * called, before the first invocation.
 */
public interface Lifecycle {

  /** Opens what all invocations share. A failure here fails the start of the function. */
  default void start() throws Exception {}

  /** Touches what the first invocation would otherwise load, where the platform warms instances. */
  default void warm() throws Exception {}

  /** Closes connections and forgets secrets and random seeds: the process is about to be frozen. */
  default void beforeSnapshot() throws Exception {}

  /** Opens again what {@link #beforeSnapshot()} closed; perhaps in many copies of the process. */
  default void afterRestore() throws Exception {}

  /** Closes everything: the process ends. Not promised where the platform kills without notice. */
  default void stop() throws Exception {}
}
