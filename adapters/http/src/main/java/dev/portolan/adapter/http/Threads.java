package dev.portolan.adapter.http;

import dev.portolan.runtime.Deadlines;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Starts threads for connections: virtual ones where the JVM has good ones.
 *
 * <p>That is from JDK 24 on. Before, a virtual thread that waits inside {@code synchronized} keeps
 * its carrier (JEP 491), and an instance with one processor has one carrier: a single database
 * driver could stop every other request. {@code PORTOLAN_THREADS} set to {@code virtual} or {@code
 * platform} says otherwise; a function that computes for seconds is better off with platform
 * threads, which the system takes turns with.
 */
final class Threads {
  private static final int JEP_491 = 24;

  /** {@code Thread.startVirtualThread}, or {@code null} where threads are the system's. */
  private final MethodHandle virtual;

  private Threads(MethodHandle virtual) {
    this.virtual = virtual;
  }

  static Threads open(Boolean wished) {
    int release = Runtime.version().feature();
    boolean virtual = wished == null ? release >= JEP_491 : wished && release >= 21;
    return new Threads(virtual ? startVirtualThread() : null);
  }

  private static MethodHandle startVirtualThread() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException(absent);
    }
  }

  /** Starts a thread for a connection. */
  void start(Runnable work) {
    if (virtual == null) {
      Deadlines.start(work, "portolan-http");
      return;
    }
    try {
      Thread started = (Thread) virtual.invokeExact(work);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable undeclared) {
      throw new IllegalStateException(undeclared);
    }
  }

  /**
   * Lets others run first, where the system does not see to it.
   *
   * <p>A virtual thread whose caller is quick finds its next request waiting, never waits itself,
   * and so never lets go of its carrier: of 80 callers a few got nearly all the answers (p99 of 40
   * ms against 2 ms).
   */
  void takeTurns() {
    if (virtual != null) {
      Thread.yield();
    }
  }
}
