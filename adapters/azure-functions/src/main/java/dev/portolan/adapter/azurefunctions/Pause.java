package dev.portolan.adapter.azurefunctions;

/** Waits on the thread of an invocation. */
@FunctionalInterface
interface Pause {
  /**
   * Waits for so long.
   *
   * @throws InterruptedException if the thread is wanted back
   */
  void millis(long millis) throws InterruptedException;
}
