package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.StartException;
import dev.portolan.runtime.Variables;
import java.util.Map;

/**
 * What the environment allows an invocation.
 *
 * @param timeoutMillis {@code PORTOLAN_TIMEOUT_MILLIS}, which the deployer sets to what it told the
 *     platform; else {@code CLOUD_RUN_TIMEOUT_SECONDS}, which the platform sets; else five minutes,
 *     what Cloud Run gives a request
 * @param drainMillis {@code PORTOLAN_DRAIN_MILLIS}: how long running requests may take after
 *     SIGTERM; eight seconds if nobody says, of the ten that Cloud Run leaves
 *     (cloud.google.com/run/docs/container-contract, "Instance shutdown")
 * @param bodyLimit {@code PORTOLAN_BODY_LIMIT}: the largest body of a request, in bytes
 * @param direct {@code PORTOLAN_DIRECT}: whether {@link dev.portolan.runtime.DirectCalls} are
 *     answered; not unless it is {@code true}
 * @param secrets those that the platform put into the environment
 */
record Limits(
    int timeoutMillis, int drainMillis, int bodyLimit, boolean direct, ResolvedSecrets secrets) {
  /** Of the ten seconds after which Cloud Run kills, two are left for the function's own end. */
  static final int DRAIN_MILLIS = 8_000;

  private static final int ONE_DAY = 86_400;

  /**
   * Reads them.
   *
   * @throws StartException naming every variable that cannot be used
   */
  static Limits from(Map<String, String> environment) {
    StringBuilder problems = new StringBuilder();
    int seconds =
        Variables.number(environment, "CLOUD_RUN_TIMEOUT_SECONDS", 1, ONE_DAY, 300, problems);
    Limits limits =
        new Limits(
            Variables.number(
                environment,
                "PORTOLAN_TIMEOUT_MILLIS",
                1,
                ONE_DAY * 1000,
                seconds * 1000,
                problems),
            Variables.number(
                environment, "PORTOLAN_DRAIN_MILLIS", 0, ONE_DAY * 1000, DRAIN_MILLIS, problems),
            Variables.number(environment, "PORTOLAN_BODY_LIMIT", 0, 1 << 30, 10 << 20, problems),
            "true".equals(environment.get("PORTOLAN_DIRECT")),
            ResolvedSecrets.of(environment));
    if (problems.length() > 0) {
      throw new StartException(problems.toString(), null);
    }
    return limits;
  }

  /** How long a handler may take: the rest of the time is for its answer to get out. */
  int handlerMillis() {
    return timeoutMillis - Math.min(500, timeoutMillis / 10);
  }
}
