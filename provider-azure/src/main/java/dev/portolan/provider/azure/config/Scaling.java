package dev.portolan.provider.azure.config;

import java.util.OptionalInt;

/** How far a function scales: requests at once in one instance, and instances. */
public record Scaling(int concurrency, int least, int most) {
  /**
   * Lowers an upper bound on all invocations to both: as many an instance as it may take, and as
   * many instances as stay under the bound.
   */
  static Scaling of(int concurrency, int least, int most, OptionalInt bound) {
    if (bound.isEmpty() || bound.getAsInt() < 1) {
      return new Scaling(concurrency, least, most);
    }
    int each = Math.min(bound.getAsInt(), concurrency);
    int instances = (bound.getAsInt() + each - 1) / each;
    int fewer = Math.min(instances, most);
    return new Scaling(Math.max(1, bound.getAsInt() / instances), Math.min(least, fewer), fewer);
  }
}
