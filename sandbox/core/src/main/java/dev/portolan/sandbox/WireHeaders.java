package dev.portolan.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header fields by case-insensitive name, each with its values in the order they came. */
public final class WireHeaders {
  private static final WireHeaders NONE = new WireHeaders(new TreeMap<>());
  private final TreeMap<String, List<String>> values;

  private WireHeaders(TreeMap<String, List<String>> values) {
    this.values = values;
  }

  public static WireHeaders none() {
    return NONE;
  }

  public static WireHeaders of(String name, String value) {
    return NONE.with(name, value);
  }

  public static WireHeaders from(Map<String, ? extends List<String>> fields) {
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach(
        (name, all) -> {
          if (name != null) {
            copy.computeIfAbsent(name, ignored -> new ArrayList<>()).addAll(all);
          }
        });
    return new WireHeaders(copy);
  }

  /** These fields and one value more, after those the name has. */
  public WireHeaders with(String name, String value) {
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((key, all) -> copy.put(key, new ArrayList<>(all)));
    copy.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    return new WireHeaders(copy);
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return values.isEmpty() ? List.of() : values.getOrDefault(name, List.of());
  }

  public Map<String, List<String>> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /** Names only: a value may be a credential. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
