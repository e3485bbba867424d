package dev.portolan.adapter.http;

import dev.portolan.Lifecycle;
import dev.portolan.runtime.Signals;
import java.io.FileDescriptor;
import java.io.IOException;

/**
 * Ends the process in order: first the requests, then the function, then everybody's shutdown
 * hooks.
 *
 * <p>A hook of our own would run at the same time as those of the function's libraries, which close
 * the very connections that running requests need. So SIGTERM is handled before the JVM begins to
 * end; where it cannot be, a hook is the next best.
 */
final class Ending implements Runnable {
  private final Server server;
  private final Lifecycle lifecycle;

  private Ending(Server server, Lifecycle lifecycle) {
    this.server = server;
    this.lifecycle = lifecycle;
  }

  /** Ends the process when it is told to, by SIGTERM or from a terminal. */
  static void on(Server server, Lifecycle lifecycle) {
    Ending ending = new Ending(server, lifecycle);
    try {
      Signals.onEnd(ending);
    } catch (IllegalArgumentException | LinkageError unavailable) {
      Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "portolan-end"));
    }
  }

  @Override
  public void run() {
    System.exit(end());
  }

  /** Ends server and function; says with which code the process shall end. */
  private int end() {
    int lost = 0;
    try {
      lost = server.drain();
      if (lost > 0) {
        HttpEntryPoint.say(
            FileDescriptor.err, lost + " requests were not finished when the time to end was up\n");
      }
      if (lifecycle != null) {
        lifecycle.stop();
      }
    } catch (IOException ignored) {
      // The listener is closed anyway.
    } catch (Exception failed) {
      System.getLogger(server.function())
          .log(System.Logger.Level.ERROR, "The function did not stop in order", failed);
      return 1;
    }
    return lost > 0 ? 1 : 0;
  }
}
