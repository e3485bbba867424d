package dev.portolan.adapter.http;

import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.StartException;
import dev.portolan.runtime.Variables;
import java.util.Map;

/**
 * What the environment asks of the server.
 *
 * <p>The platform sets {@code PORT}; the deployer sets the rest to what it told the platform.
 *
 * @param address where to listen, {@code null} for all addresses: a container's port must be open
 *     to the platform's proxy. {@code PORTOLAN_BIND} narrows it, to {@code 127.0.0.1} on a laptop
 * @param port {@code PORT}, 8080 if nobody says; 0 lets the system choose
 * @param concurrency {@code PORTOLAN_CONCURRENCY}: how many invocations may run at once
 * @param timeoutMillis {@code PORTOLAN_TIMEOUT_MILLIS}: when the platform gives up on a request
 * @param drainMillis {@code PORTOLAN_DRAIN_MILLIS}: how long running requests may take after
 *     SIGTERM; what the {@link Platform} says if nobody does, and else as long as a request may
 *     take, because then the platform's own kill is the only limit
 * @param bodyLimit {@code PORTOLAN_BODY_LIMIT}: the largest body of a request, in bytes
 * @param virtualThreads {@code PORTOLAN_THREADS}: {@code virtual}, {@code platform}; {@code null}
 *     if nobody says
 * @param direct {@code PORTOLAN_DIRECT}: whether {@link dev.portolan.runtime.DirectCalls} are
 *     answered; not unless it is {@code true}
 * @param secrets those that the platform put into the environment
 */
record Settings(
    String address,
    int port,
    int concurrency,
    int timeoutMillis,
    int drainMillis,
    int bodyLimit,
    Boolean virtualThreads,
    boolean direct,
    ResolvedSecrets secrets) {
  /** What Knative and Cloud Run give a request unless told otherwise. */
  private static final int FIVE_MINUTES = 300_000;

  /**
   * Where nobody limits them: well above the 100 requests at once that Knative's autoscaler lets an
   * instance have before it starts another, so that a burst is not sent away.
   */
  private static final int TWO_HUNDRED = 200;

  private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

  /**
   * Reads them.
   *
   * @param platform {@code null} for Knative
   * @throws StartException naming every variable that cannot be used
   */
  static Settings from(Map<String, String> environment, Platform platform) {
    StringBuilder problems = new StringBuilder();
    int timeout =
        Variables.number(
            environment, "PORTOLAN_TIMEOUT_MILLIS", 1, 86_400_000, FIVE_MINUTES, problems);
    int drain = platform == null ? timeout : Math.min(timeout, platform.drainMillis());
    Settings settings =
        new Settings(
            environment.get("PORTOLAN_BIND"),
            Variables.number(environment, "PORT", 0, 65_535, 8080, problems),
            Variables.number(environment, "PORTOLAN_CONCURRENCY", 1, 10_000, TWO_HUNDRED, problems),
            timeout,
            Variables.number(environment, "PORTOLAN_DRAIN_MILLIS", 0, 86_400_000, drain, problems),
            Variables.number(
                environment, "PORTOLAN_BODY_LIMIT", 0, 1 << 30, TEN_MEBIBYTES, problems),
            virtualThreads(environment.get("PORTOLAN_THREADS"), problems),
            "true".equals(environment.get("PORTOLAN_DIRECT")),
            ResolvedSecrets.of(environment));
    if (problems.length() > 0) {
      throw new StartException(problems.toString(), null);
    }
    return settings;
  }

  /** How long a handler may take: the rest of the time is for its answer to get out. */
  int handlerMillis() {
    return timeoutMillis - answerMillis();
  }

  /** What is kept back of the time of a handler, for its answer to get out. */
  int answerMillis() {
    return Math.min(500, timeoutMillis / 10);
  }

  private static Boolean virtualThreads(String text, StringBuilder problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    boolean virtual = text.equals("virtual");
    if (!virtual && !text.equals("platform")) {
      problems.append(problems.length() == 0 ? "" : " ");
      problems.append("PORTOLAN_THREADS must be virtual or platform.");
    }
    return virtual;
  }
}
