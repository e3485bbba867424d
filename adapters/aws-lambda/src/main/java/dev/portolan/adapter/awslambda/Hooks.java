package dev.portolan.adapter.awslambda;

import dev.portolan.Lifecycle;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.StartException;
import java.util.Map;

/** Calls a function's lifecycle hooks when Lambda's own moments come. */
final class Hooks {
  private Hooks() {}

  /**
   * Lambda tells how it starts in {@code AWS_LAMBDA_INITIALIZATION_TYPE}
   * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
   */
  static void install(Invoker invoker, Map<String, String> environment) {
    String type = environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    Lifecycle lifecycle = invoker.lifecycle();
    if (!type.equals("on-demand")) {
      try {
        lifecycle.warm();
      } catch (Exception failed) {
        throw new StartException("The function failed to warm", failed);
      }
    }
    if (type.equals("snap-start")) {
      Snapshots.register(invoker);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(lifecycle), "portolan-stop"));
  }

  private static void stop(Lifecycle lifecycle) {
    try {
      lifecycle.stop();
    } catch (Exception failed) {
      System.getLogger("dev.portolan")
          .log(System.Logger.Level.WARNING, "The function failed to stop", failed);
    }
  }
}
