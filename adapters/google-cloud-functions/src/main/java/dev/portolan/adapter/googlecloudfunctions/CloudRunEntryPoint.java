package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.adapter.http.HttpEntryPoint;

/**
 * The process that serves one function on Cloud Run: {@link HttpEntryPoint}, and Google's events.
 *
 * <p>Needs {@code portolan-http} beside it, and nothing of Google's.
 */
public final class CloudRunEntryPoint {
  private CloudRunEntryPoint() {}

  /** Serves until the process is told to end. */
  public static void main(String[] arguments) {
    HttpEntryPoint.serve(new CloudRun());
  }
}
