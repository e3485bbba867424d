package dev.portolan.maven;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request that a project, or the command line, offers as an example of one to a function. */
record Sample(Optional<String> method, Optional<String> path, Optional<String> data) {
  static final Set<String> KEYS = Set.of("method", "path", "data");

  static Sample from(Map<String, String> values) {
    return of(values.get("method"), values.get("path"), values.get("data"));
  }

  /** Any part may be null: not offered. */
  static Sample of(String method, String path, String data) {
    return new Sample(
        Optional.ofNullable(method), Optional.ofNullable(path), Optional.ofNullable(data));
  }

  /** This sample, and where it says nothing, another. */
  Sample or(Sample other) {
    return new Sample(method.or(other::method), path.or(other::path), data.or(other::data));
  }

  boolean isEmpty() {
    return method.isEmpty() && path.isEmpty() && data.isEmpty();
  }
}
