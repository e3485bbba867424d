package dev.portolan.sandbox.aws.runtime;

import java.util.Map;

/**
 * A version of a function as it is to run.
 *
 * @param version number, or {@code $LATEST}
 * @param code SHA-256 of the zip, in hexadecimal
 * @param memory in MB
 * @param timeout in seconds
 * @param reserved how many at once; -1 for as many as the account has
 * @param fingerprint of everything that a process is started with
 */
public record RunSpec(
    String name,
    String version,
    String arn,
    String runtime,
    String handler,
    String code,
    int memory,
    int timeout,
    int reserved,
    Map<String, String> environment,
    String roleArn,
    String region,
    String logGroup,
    String logFormat,
    boolean snapStart,
    String fingerprint) {

  public RunSpec {
    environment = Map.copyOf(environment);
  }

  /** Names variables, never values. */
  @Override
  public String toString() {
    return "RunSpec[" + arn + ", " + environment.keySet() + "]";
  }
}
