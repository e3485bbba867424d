package dev.portolan.sandbox.azure.plane;

import dev.portolan.sandbox.azure.worker.Datum;
import java.util.Map;

/**
 * An event that has a function of a site called.
 *
 * @param function its folder
 * @param metadata what the trigger tells beside its value
 */
public record Arrival(String function, Datum value, Map<String, Datum> metadata) {
  public Arrival {
    metadata = Map.copyOf(metadata);
  }
}
