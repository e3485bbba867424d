package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.StartException;
import dev.portolan.runtime.Variables;
import java.util.Map;

/**
 * What the environment allows an invocation.
 *
 * @param timeoutMillis {@code PORTOLAN_TIMEOUT_MILLIS}, which the deployer sets to what {@code
 *     host.json} says; else thirty minutes, what Flex Consumption gives an invocation
 * @param bodyLimit {@code PORTOLAN_BODY_LIMIT}: the largest body of a request, in bytes
 * @param direct {@code PORTOLAN_DIRECT}: whether {@link dev.portolan.runtime.DirectCalls} are
 *     answered; not unless it is {@code true}
 */
record Limits(int timeoutMillis, int bodyLimit, boolean direct) {
  private static final int THIRTY_MINUTES = 1_800_000;
  private static final int ONE_DAY = 86_400_000;

  /**
   * The load balancer waits for no response longer
   * (learn.microsoft.com/azure/azure-functions/functions-scale, "Function app timeout duration").
   */
  private static final int MOST_OF_A_REQUEST = 230_000;

  /**
   * Reads them.
   *
   * @throws StartException naming every variable that cannot be used
   */
  static Limits from(Map<String, String> environment) {
    StringBuilder problems = new StringBuilder();
    Limits limits =
        new Limits(
            Variables.number(
                environment, "PORTOLAN_TIMEOUT_MILLIS", 1, ONE_DAY, THIRTY_MINUTES, problems),
            Variables.number(environment, "PORTOLAN_BODY_LIMIT", 0, 1 << 30, 10 << 20, problems),
            "true".equals(environment.get("PORTOLAN_DIRECT")));
    if (problems.length() > 0) {
      throw new StartException(problems.toString(), null);
    }
    return limits;
  }

  /** How long the handler of a request may take: the rest is for its answer to get out. */
  int requestMillis() {
    return handlerMillis(Math.min(timeoutMillis, MOST_OF_A_REQUEST));
  }

  /** How long the handler of an event may take. */
  int eventMillis() {
    return handlerMillis(timeoutMillis);
  }

  private static int handlerMillis(int millis) {
    return millis - Math.min(500, millis / 10);
  }
}
