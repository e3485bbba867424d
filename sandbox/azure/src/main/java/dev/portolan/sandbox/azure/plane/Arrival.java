package dev.portolan.sandbox.azure.plane;

import dev.portolan.sandbox.azure.worker.Datum;
import java.util.Map;

/**
 * An event that has a function of a site called.
 *
 * @param function its folder
 * @param metadata what the trigger tells beside its value
 * @param tries how often the host has tried it before
 */
public record Arrival(String function, Datum value, Map<String, Datum> metadata, int tries) {
  /** One that the host has not tried before. */
  public Arrival(String function, Datum value, Map<String, Datum> metadata) {
    this(function, value, metadata, 0);
  }

  public Arrival {
    metadata = Map.copyOf(metadata);
  }
}
