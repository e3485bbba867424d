package dev.portolan.provider.gcp.config;

import java.util.OptionalInt;

/** How far a function scales: requests at once in one instance, and instances. */
public record Scaling(int concurrency, int least, int most) {
  /**
   * Lowers an upper bound on all invocations to both: as many an instance as it may take, and as
   * many instances as stay under the bound.
   */
  public static Scaling of(FunctionSettings settings, OptionalInt maxConcurrency) {
    if (maxConcurrency.isEmpty()) {
      return new Scaling(settings.concurrency(), settings.minInstances(), settings.maxInstances());
    }
    int bound = maxConcurrency.getAsInt();
    int each = Math.min(bound, settings.concurrency());
    int instances = (bound + each - 1) / each;
    int most = Math.min(instances, settings.maxInstances());
    return new Scaling(
        Math.max(1, bound / instances), Math.min(settings.minInstances(), most), most);
  }
}
