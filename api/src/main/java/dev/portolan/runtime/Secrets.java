package dev.portolan.runtime;

import java.util.HashMap;
import java.util.Map;

/** Resolves secret references, and remembers the values for five minutes. */
final class Secrets {
  private static final String SCHEME = "secret://";
  private static final long LIFETIME_NANOS = 5L * 60 * 1_000_000_000;

  private final Map<String, String> environment;
  private final Map<String, Value> values = new HashMap<>();

  Secrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** One fetch at a time: callers that want the same secret wait for the first of them. */
  synchronized String get(String key, Call call) {
    String reference = environment.get(key);
    if (reference == null || !reference.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "environment variable "
              + key
              + (reference == null ? " is not set" : " holds no reference to a secret")
              + ": declare it as secret://name or secret://name#version");
    }
    Value known = values.get(reference);
    if (known == null || System.nanoTime() - known.fetched > LIFETIME_NANOS) {
      known = new Value(fetch(call, key, reference.substring(SCHEME.length())), System.nanoTime());
      values.put(reference, known);
    }
    return known.text;
  }

  private static String fetch(Call call, String key, String rest) {
    int mark = rest.indexOf('#');
    String name = mark < 0 ? rest : rest.substring(0, mark);
    String version = mark < 0 ? "" : rest.substring(mark + 1);
    if (name.isEmpty() || mark >= 0 && version.isEmpty()) {
      throw new IllegalArgumentException(
          "environment variable " + key + " holds a reference without a name or version");
    }
    try {
      return call.secret(name, version);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fetching the secret of " + key);
    } catch (Exception failed) {
      throw new IllegalStateException(
          "the secret of " + key + " cannot be had: " + failed.getMessage(), failed);
    }
  }

  /** Forgets all values. */
  synchronized void clear() {
    values.clear();
  }

  private static final class Value {
    final String text;
    final long fetched;

    Value(String text, long fetched) {
      this.text = text;
      this.fetched = fetched;
    }
  }
}
