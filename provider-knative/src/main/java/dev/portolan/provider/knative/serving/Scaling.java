package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.config.FunctionSettings;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a function scales: requests at once in one instance, and instances.
 *
 * @param concurrency 0 for no bound
 * @param most 0 for no bound
 */
public record Scaling(int concurrency, int least, int most) {
  private static final int PER_INSTANCE = 80;

  /**
   * Lowers an upper bound on all invocations to both: as many a instance as it may take, and as
   * many instances as stay under the bound.
   */
  public static Scaling of(FunctionSettings settings, OptionalInt maxConcurrency) {
    if (maxConcurrency.isEmpty()) {
      return new Scaling(settings.concurrency(), settings.minScale(), settings.maxScale());
    }
    int bound = maxConcurrency.getAsInt();
    int each = Math.min(bound, settings.concurrency() == 0 ? PER_INSTANCE : settings.concurrency());
    int instances = (bound + each - 1) / each;
    int most = settings.maxScale() == 0 ? instances : Math.min(instances, settings.maxScale());
    return new Scaling(Math.max(1, bound / instances), Math.min(settings.minScale(), most), most);
  }

  /**
   * The annotations that carry it. They belong to the revision: on the service they are refused
   * with "autoscaling annotations must be put under spec.template.metadata.annotations to work".
   *
   * @see <a href="https://knative.dev/docs/serving/autoscaling/scale-bounds/">scale bounds</a>
   */
  SortedMap<String, String> annotations(FunctionSettings settings) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("autoscaling.knative.dev/min-scale", String.valueOf(least));
    annotations.put("autoscaling.knative.dev/max-scale", String.valueOf(most));
    settings
        .scaleDownDelay()
        .ifPresent(delay -> annotations.put("autoscaling.knative.dev/scale-down-delay", delay));
    return annotations;
  }
}
