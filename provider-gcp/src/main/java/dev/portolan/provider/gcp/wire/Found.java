package dev.portolan.provider.gcp.wire;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Calls that ask for what may not be there. */
public final class Found {
  private static final int NOT_FOUND = 404;

  /**
   * The projects of gcloud's own clients, which calls of a person count as calls of where no quota
   * project is named.
   *
   * @see <a href="https://cloud.google.com/docs/authentication/troubleshoot-adc">"your default
   *     credentials ... Please use a quota project"</a>
   */
  private static final Set<String> CLIENTS =
      Set.of("projects/764086051850", "projects/32555940559");

  private Found() {}

  /** What a call gives; empty if Google answers that there is no such thing. */
  public static <T> Optional<T> of(Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::absent).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What a call gives; something else if the project does not use the API. */
  public static <T> T orIfDisabled(Callable<T> call, T otherwise) throws Exception {
    try {
      return call.call();
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::disabled).isPresent()) {
        return otherwise;
      }
      throw e;
    }
  }

  /** Whether an answer says that there is no such thing. */
  public static boolean absent(GoogleError error) {
    return error.http() == NOT_FOUND || error.status().equals("NOT_FOUND");
  }

  /**
   * Whether an answer says that the project does not use the API: then there is nothing of it. Said
   * of the project of gcloud itself, it tells nothing of ours.
   *
   * @see <a href="https://cloud.google.com/apis/design/errors#error_info">ErrorInfo</a>
   */
  public static boolean disabled(GoogleError error) {
    return error.reason().equals("SERVICE_DISABLED") && !CLIENTS.contains(error.consumer());
  }

  /** Whether an answer says that we may not look, or that the project does not use the API. */
  public static boolean unseen(GoogleError error) {
    return disabled(error) || forbidden(error);
  }

  /** Whether an answer says that we may not. */
  public static boolean forbidden(GoogleError error) {
    return !disabled(error) && (error.status().equals("PERMISSION_DENIED") || error.http() == 403);
  }
}
