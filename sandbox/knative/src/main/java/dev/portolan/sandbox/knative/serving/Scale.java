package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.time.GoDuration;
import java.time.Duration;
import java.util.List;

/**
 * How many pods a revision has, and when. Source: knative/serving {@code config/core/configmaps/
 * autoscaler.yaml}, {@code pkg/apis/autoscaling/register.go}.
 *
 * @param most 0 for as many as are needed
 * @param concurrency requests that a pod takes at once; 0 for any number
 * @param target requests for which one pod is enough
 * @param idle after the last request, until the last pod goes
 */
record Scale(int least, int most, int initial, int concurrency, int target, Duration idle) {
  private static final String GROUP = "autoscaling.knative.dev/";
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int TARGET = 100;

  static Scale from(JsonNode revision) {
    JsonNode annotations = revision.path("metadata").path("annotations");
    int least = number(annotations, 0, "min-scale", "minScale");
    int concurrency = revision.path("spec").path("containerConcurrency").asInt();
    int target = number(annotations, concurrency == 0 ? TARGET : concurrency, "target", "target");
    Duration window = duration(annotations, Duration.ofSeconds(60), "window", "window");
    Duration retention =
        duration(
            annotations,
            Duration.ZERO,
            "scale-to-zero-pod-retention-period",
            "scaleToZeroPodRetentionPeriod");
    return new Scale(
        least,
        number(annotations, 0, "max-scale", "maxScale"),
        Math.max(least, number(annotations, 1, "initial-scale", "initialScale")),
        concurrency,
        Math.max(1, target),
        window.plus(GRACE).plus(retention));
  }

  private static String text(JsonNode annotations, String name, String old) {
    for (String key : List.of(GROUP + name, GROUP + old)) {
      if (annotations.has(key)) {
        return annotations.path(key).asText();
      }
    }
    return "";
  }

  private static int number(JsonNode annotations, int otherwise, String name, String old) {
    String value = text(annotations, name, old);
    return value.isEmpty() ? otherwise : (int) Double.parseDouble(value);
  }

  private static Duration duration(
      JsonNode annotations, Duration otherwise, String name, String old) {
    String value = text(annotations, name, old);
    return value.isEmpty() ? otherwise : GoDuration.parse(value);
  }

  /** Pods for so many requests, within the bounds; never more than the machine is asked to bear. */
  int wanted(int requests, int bearable) {
    int needed = (requests + target - 1) / target;
    int bounded = Math.max(needed, least);
    return Math.min(most == 0 ? bounded : Math.min(bounded, most), Math.max(bearable, least));
  }
}
