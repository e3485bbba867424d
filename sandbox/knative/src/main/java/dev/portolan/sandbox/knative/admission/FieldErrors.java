package dev.portolan.sandbox.knative.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Problems with fields, worded and ordered as Knative's webhooks do. Source: knative/pkg {@code
 * apis/field_error.go}.
 */
final class FieldErrors {
  private final List<One> all = new ArrayList<>();

  private record One(String message, List<String> paths, String details, boolean warning) {}

  static FieldErrors none() {
    return new FieldErrors();
  }

  static FieldErrors of(String message, String details, String... paths) {
    FieldErrors errors = new FieldErrors();
    errors.all.add(new One(message, List.of(paths), details, false));
    return errors;
  }

  static FieldErrors missing(String... paths) {
    return of("missing field(s)", "", paths);
  }

  static FieldErrors disallowed(String... paths) {
    return of("must not set the field(s)", "", paths);
  }

  static FieldErrors invalid(Object value, String path) {
    return of("invalid value: " + value, "", path);
  }

  static FieldErrors invalid(Object value, String path, String details) {
    return of("invalid value: " + value, details, path);
  }

  static FieldErrors invalidKey(String key, String path, String details) {
    return of("invalid key name \"" + key + "\"", details, path);
  }

  static FieldErrors outOfBounds(Object value, Object low, Object high, String path) {
    return of("expected %s <= %s <= %s".formatted(low, value, high), "", path);
  }

  static FieldErrors missingOneOf(String... paths) {
    return of("expected exactly one, got neither", "", paths);
  }

  static FieldErrors multipleOneOf(String... paths) {
    return of("expected exactly one, got both", "", paths);
  }

  /** Adds others to these. */
  FieldErrors also(FieldErrors others) {
    all.addAll(others.all);
    return this;
  }

  boolean isEmpty() {
    return all.stream().allMatch(One::warning);
  }

  /** The same, found below a field. */
  FieldErrors via(String field) {
    FieldErrors moved = new FieldErrors();
    for (One one : all) {
      List<String> paths = one.paths().stream().map(path -> joined(field, path)).toList();
      moved.all.add(new One(one.message(), paths, one.details(), one.warning()));
    }
    return moved;
  }

  FieldErrors via(String field, int index) {
    return via("[" + index + "]").via(field);
  }

  FieldErrors viaKey(String key) {
    return via("[" + key + "]");
  }

  private static String joined(String field, String path) {
    if (field.isEmpty() || path.isEmpty()) {
      return field + path;
    }
    return path.startsWith("[") ? field + path : field + "." + path;
  }

  /** The same as warnings, which the client is told without being refused. */
  FieldErrors asWarnings() {
    FieldErrors warnings = new FieldErrors();
    all.forEach(o -> warnings.all.add(new One(o.message(), o.paths(), o.details(), true)));
    return warnings;
  }

  List<String> warnings() {
    return texts(true);
  }

  /** The problems, one after the other, those that differ in their place only as one. */
  String text() {
    return String.join("\n", texts(false));
  }

  private List<String> texts(boolean warning) {
    Map<List<String>, TreeSet<String>> merged = new LinkedHashMap<>();
    for (One one : all) {
      if (one.warning() == warning) {
        merged
            .computeIfAbsent(List.of(one.message(), one.details()), key -> new TreeSet<>())
            .addAll(one.paths());
      }
    }
    List<List<String>> keys = new ArrayList<>(merged.keySet());
    Collections.sort(
        keys, Comparator.comparing((List<String> k) -> k.get(0)).thenComparing(k -> k.get(1)));
    List<String> texts = new ArrayList<>();
    for (List<String> key : keys) {
      String line = key.get(0) + ": " + String.join(", ", merged.get(key));
      texts.add(key.get(1).isEmpty() ? line : line + "\n" + key.get(1));
    }
    return texts;
  }
}
