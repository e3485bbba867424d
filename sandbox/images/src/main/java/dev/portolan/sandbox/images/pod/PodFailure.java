package dev.portolan.sandbox.images.pod;

/**
 * Why a container does not run.
 *
 * @param reason as Kubernetes names it, on which the platforms that run containers stand
 * @param exitCode of the process; -1 when none was started
 */
public record PodFailure(String reason, String message, int exitCode) {
  public static PodFailure waiting(String reason, String message) {
    return new PodFailure(reason, message, -1);
  }

  public boolean exited() {
    return exitCode >= 0;
  }
}
