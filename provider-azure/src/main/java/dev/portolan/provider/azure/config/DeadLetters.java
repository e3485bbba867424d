package dev.portolan.provider.azure.config;

import java.util.Map;
import java.util.Optional;

/**
 * The setting that says where what a function refuses goes, by which its subscription knows too.
 */
public final class DeadLetters {
  /** Where the adapter reads the queue's address. */
  private static final String VARIABLE = "PORTOLAN_DEAD_LETTER";

  private DeadLetters() {}

  /** Puts the address of a queue into a function's settings. */
  public static void put(String address, Map<String, String> settings) {
    settings.put(VARIABLE, address);
  }

  /** The name of the queue that settings name; empty for none. */
  public static Optional<String> queue(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(VARIABLE))
        .map(Place::last)
        .filter(name -> !name.isEmpty());
  }
}
