package dev.portolan.sandbox.knative.kube;

import dev.portolan.sandbox.WireResponse;
import java.time.Duration;

/** What the API server answers with. */
public sealed interface Answer {
  /** All at once. */
  record Whole(WireResponse response) implements Answer {}

  /** Events until the stream ends or the time is over; whoever is done calls {@code over}. */
  record Watch(WatchStream stream, Duration patience, Runnable over) implements Answer {}
}
