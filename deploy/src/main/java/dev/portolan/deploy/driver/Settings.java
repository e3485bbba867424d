package dev.portolan.deploy.driver;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A provider's settings as they were given: keys without the {@code portolan.<provider>.} prefix.
 * Each provider reads them once into a record of its own.
 */
public record Settings(SortedMap<String, String> values) {
  public Settings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Settings of(Map<String, String> values) {
    return new Settings(new TreeMap<>(values));
  }

  public static Settings none() {
    return of(Map.of());
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  /** These settings, with others laid over them. */
  public Settings with(Map<String, String> others) {
    SortedMap<String, String> all = new TreeMap<>(values);
    all.putAll(others);
    return new Settings(all);
  }

  /** Names keys, never values. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
