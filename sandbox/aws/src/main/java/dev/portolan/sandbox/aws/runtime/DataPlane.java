package dev.portolan.sandbox.aws.runtime;

import java.util.Set;

/** Runs functions. Safe for use by many threads. */
public interface DataPlane extends AutoCloseable {
  /** Runs one invocation to its end, in a process that may be started for it. */
  Outcome invoke(RunSpec function, Invocation invocation);

  /** Ends all processes of functions that are not among these. */
  void retain(Set<String> fingerprints);

  @Override
  void close();
}
