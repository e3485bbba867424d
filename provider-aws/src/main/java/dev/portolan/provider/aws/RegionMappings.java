package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;

/** The event source mappings of the region, which are listed once, and only when asked for. */
final class RegionMappings {
  static final String UNTOLD =
      "event source mappings may not be listed (lambda:ListEventSourceMappings): one whose"
          + " function is gone stays, if there is any";

  private final AwsCalls calls;
  private Optional<List<SeenMapping>> known = Optional.empty();
  private boolean asked;

  RegionMappings(AwsCalls calls) {
    this.calls = calls;
  }

  /** Nothing where they may not be listed. */
  Optional<List<SeenMapping>> all() throws Exception {
    if (!asked) {
      known = calls.mappings().all();
      asked = true;
    }
    return known;
  }

  /** Whether whoever asked was told. */
  boolean told() {
    return !asked || known.isPresent();
  }
}
