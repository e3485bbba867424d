package dev.portolan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names with values, in order, where a name may come more than once: headers, cookies, a query.
 *
 * <p>Immutable. Names of headers are compared without regard to case and kept as they were given.
 */
public final class Fields {
  static final Fields NONE = new Fields(new String[0], false);

  private static final Fields NO_HEADERS = new Fields(new String[0], true);

  /** Names at the even places, values at the odd ones; never changed once handed over. */
  private final String[] entries;

  private final boolean ignoringCase;

  private Fields(String[] entries, boolean ignoringCase) {
    this.entries = entries;
    this.ignoringCase = ignoringCase;
  }

  /**
   * Headers from names and values in turn.
   *
   * @throws IllegalArgumentException if a name is not a token of RFC 9110, or a value holds a
   *     carriage return, a line feed or any other control character but the tab, or half a
   *     surrogate pair
   */
  public static Fields headers(String... namesAndValues) {
    if (namesAndValues.length == 0) {
      return NO_HEADERS;
    }
    return headers(Arrays.asList(namesAndValues));
  }

  /** Headers from names and values in turn; see {@link #headers(String...)}. */
  public static Fields headers(List<String> namesAndValues) {
    String[] entries = pairs(namesAndValues);
    for (int i = 0; i < entries.length; i += 2) {
      Syntax.requireHeader(entries[i], entries[i + 1]);
    }
    return new Fields(entries, true);
  }

  /** These as headers: a query or cookies may hold what a header must not. */
  Fields asHeaders() {
    return ignoringCase ? this : headers(entries);
  }

  static Fields of(List<String> namesAndValues) {
    return new Fields(pairs(namesAndValues), false);
  }

  private static String[] pairs(List<String> namesAndValues) {
    String[] entries = namesAndValues.toArray(new String[0]);
    if (entries.length % 2 != 0) {
      throw new IllegalArgumentException("the last name has no value");
    }
    return entries;
  }

  /** How many pairs there are. */
  public int size() {
    return entries.length / 2;
  }

  /** The name of a pair, from 0. */
  public String name(int index) {
    return entries[2 * index];
  }

  /** The value of a pair, from 0. */
  public String value(int index) {
    return entries[2 * index + 1];
  }

  /** The first value of a name, or {@code null}. */
  public String get(String name) {
    for (int i = 0; i < entries.length; i += 2) {
      if (same(entries[i], name)) {
        return entries[i + 1];
      }
    }
    return null;
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(get(name));
  }

  /** All values of a name, in order; empty if there are none. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < entries.length; i += 2) {
      if (same(entries[i], name)) {
        values.add(entries[i + 1]);
      }
    }
    return values;
  }

  /** These, and one more at the end. */
  public Fields with(String name, String value) {
    if (ignoringCase) {
      Syntax.requireHeader(name, value);
    }
    String[] more = Arrays.copyOf(entries, entries.length + 2);
    more[entries.length] = name;
    more[entries.length + 1] = value;
    return new Fields(more, ignoringCase);
  }

  /** These, except those of one name. */
  public Fields without(String name) {
    List<String> kept = new ArrayList<>(entries.length);
    for (int i = 0; i < entries.length; i += 2) {
      if (!same(entries[i], name)) {
        kept.add(entries[i]);
        kept.add(entries[i + 1]);
      }
    }
    return new Fields(kept.toArray(new String[0]), ignoringCase);
  }

  private boolean same(String one, String other) {
    return ignoringCase ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  /** Equal names and values in equal order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Fields
        && ignoringCase == ((Fields) other).ignoringCase
        && Arrays.equals(entries, ((Fields) other).entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  /** The names alone: values may be secret. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < entries.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(entries[i]);
    }
    return text.append(']').toString();
  }
}
