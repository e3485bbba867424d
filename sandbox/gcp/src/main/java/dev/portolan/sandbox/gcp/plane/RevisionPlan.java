package dev.portolan.sandbox.gcp.plane;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to run as a revision.
 *
 * @param revision full name
 * @param service full name of the service it belongs to
 * @param command in place of the image's own; empty for that
 * @param environment with values of secrets, and with all that Cloud Run adds but {@code PORT}
 * @param concurrency how many requests an instance takes at once
 * @param account e-mail address of the service account it runs as
 * @param timeout of a request
 */
public record RevisionPlan(
    String revision,
    String service,
    Code code,
    List<String> command,
    List<String> arguments,
    Map<String, String> environment,
    long memoryBytes,
    int port,
    int concurrency,
    int maxInstances,
    String account,
    Duration timeout) {
  /** The same, with another environment. */
  public RevisionPlan withEnvironment(Map<String, String> value) {
    return new RevisionPlan(
        revision,
        service,
        code,
        command,
        arguments,
        value,
        memoryBytes,
        port,
        concurrency,
        maxInstances,
        account,
        timeout);
  }

  /** Names no values: some are secret. */
  @Override
  public String toString() {
    return revision;
  }
}
