package dev.portolan.sandbox.aws.runtime;

import java.util.Optional;

/**
 * How an invocation ended.
 *
 * @param error as in the header X-Amz-Function-Error; empty when the function answered
 * @param throttled when no process could be had; nothing ran then
 * @param log the invocation's lines
 */
public record Outcome(byte[] payload, Optional<String> error, boolean throttled, String log) {

  public static Outcome answered(byte[] payload, String log) {
    return new Outcome(payload, Optional.empty(), false, log);
  }

  public static Outcome failed(byte[] payload, String log) {
    return new Outcome(payload, Optional.of("Unhandled"), false, log);
  }

  /** No process was free and none may be added. */
  public static Outcome refused() {
    return new Outcome(new byte[0], Optional.empty(), true, "");
  }
}
