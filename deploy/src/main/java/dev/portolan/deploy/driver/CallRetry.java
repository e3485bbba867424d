package dev.portolan.deploy.driver;

import java.util.concurrent.Callable;

/**
 * Repeats a call that may be repeated: reads, and mutations whose second execution changes nothing.
 * Given by the engine; a call that creates something goes without it, its step is repeated instead.
 */
public interface CallRetry {
  <T> T call(Callable<T> call) throws Exception;
}
