package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.DeadLetterVariable;
import java.util.Map;
import java.util.Optional;

/**
 * The setting that says where what a function refuses goes, by which its subscription knows too.
 */
public final class DeadLetters {
  private DeadLetters() {}

  /** Puts the address of a queue into a function's settings. */
  public static void put(String address, Map<String, String> settings) {
    settings.put(DeadLetterVariable.NAME, address);
  }

  /** The name of the queue that settings name; empty for none. */
  public static Optional<String> queue(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(DeadLetterVariable.NAME))
        .map(Place::last)
        .filter(name -> !name.isEmpty());
  }
}
