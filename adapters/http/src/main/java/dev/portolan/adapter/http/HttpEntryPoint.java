package dev.portolan.adapter.http;

import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.StartException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The process that serves one function over HTTP: a container on Knative or Cloud Run, or a local
 * run.
 *
 * <p>Listens on {@code PORT} once the function is started, and ends with code 0 after SIGTERM when
 * everything that came is answered; with 1 if it could not start, and then says why on standard
 * error. See {@link Settings} for the environment.
 */
public final class HttpEntryPoint {
  private HttpEntryPoint() {}

  /** Serves until the process is told to end. */
  public static void main(String[] arguments) {
    serve(null);
  }

  /**
   * Serves on another platform than Knative until the process is told to end.
   *
   * @param platform {@code null} for Knative
   */
  public static void serve(Platform platform) {
    Server server;
    Invoker invoker;
    try {
      Map<String, String> environment = System.getenv();
      Settings settings = Settings.from(environment, platform);
      invoker =
          Invoker.open(ResolvedSecrets.hide(environment), HttpEntryPoint.class.getClassLoader());
      server = Server.open(settings, invoker, platform);
    } catch (StartException | IOException failed) {
      System.getLogger("portolan")
          .log(System.Logger.Level.ERROR, failed.getMessage(), failed.getCause());
      System.exit(1);
      return;
    }
    Ending.on(server, invoker.lifecycle());
    say(FileDescriptor.out, server.function() + " listens on port " + server.port() + "\n");
    server.run();
  }

  /** One line, without what {@code System.out} would load. */
  static void say(FileDescriptor where, String line) {
    try {
      new FileOutputStream(where).write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ignored) {
      // Nobody listens there; that is no reason not to serve.
    }
  }
}
