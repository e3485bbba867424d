package dev.portolan.provider.aws;

import java.util.List;

/** Says why something changes; and that it is not the project's doing, where it is not. */
record Why(boolean drifted) {
  /** Somebody edited by hand if our last deployment wanted exactly what this one wants. */
  static Why of(Wanted wanted, Seen seen) {
    return new Why(wanted.digest().equals(seen.tags().get(Ownership.DIGEST)));
  }

  String of(List<String> differences) {
    return (drifted ? "drift, changed since the last deployment: " : "")
        + String.join(", ", differences);
  }
}
