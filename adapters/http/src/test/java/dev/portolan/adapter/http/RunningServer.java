package dev.portolan.adapter.http;

import dev.portolan.runtime.Invoker;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A server in this process, on a port of the loopback that the system chose. */
final class RunningServer implements AutoCloseable {
  private final Server server;
  private final Thread thread;

  private RunningServer(Server server) {
    this.server = server;
    this.thread = new Thread(server::run, "server-under-test");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a function with these variables and those a deployer sets. */
  static RunningServer start(FunctionUnderTest function, String... variables) {
    Map<String, String> environment = new HashMap<>(function.variables());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return start(Invoker.open(environment, function.loader()), environment);
  }

  static RunningServer start(Invoker invoker, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PORT", "0");
    environment.put("PORTOLAN_BIND", "127.0.0.1");
    environment.putIfAbsent("PORTOLAN_DRAIN_MILLIS", "0");
    try {
      return new RunningServer(Server.open(Settings.from(environment, null), invoker, null));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return server.port();
  }

  Server server() {
    return server;
  }

  RawCaller caller() throws IOException {
    return new RawCaller(port());
  }

  @Override
  public void close() {
    try {
      server.drain();
      thread.join();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
