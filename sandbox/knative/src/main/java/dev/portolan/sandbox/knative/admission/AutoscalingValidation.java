package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.time.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotations that steer scaling. A key may be written in its old way too ({@code minScale}).
 * Source: knative/serving {@code pkg/apis/autoscaling/annotation_validation.go}, {@code
 * register.go}.
 */
final class AutoscalingValidation {
  private static final String GROUP = "autoscaling.knative.dev/";
  private static final String KPA = "kpa.autoscaling.knative.dev";
  private static final String HPA = "hpa.autoscaling.knative.dev";
  private static final Duration LONGEST = Duration.ofHours(1);

  private final JsonNode annotations;
  private final FieldErrors errors = FieldErrors.none();

  private AutoscalingValidation(JsonNode annotations) {
    this.annotations = annotations;
  }

  private record Entry(String key, String value) {}

  static FieldErrors of(JsonNode annotations) {
    return new AutoscalingValidation(annotations).all();
  }

  private FieldErrors all() {
    scalingClass();
    scales();
    percent("panic-window-percentage", "panicWindowPercentage", 1, 100);
    percent("panic-threshold-percentage", "panicThresholdPercentage", 110, 1000);
    target();
    percent("target-utilization-percentage", "targetUtilizationPercentage", 1, 100);
    burst();
    window();
    delay("scale-to-zero-pod-retention-period", "scaleToZeroPodRetentionPeriod", false);
    delay("scale-down-delay", "scaleDownDelay", true);
    metric();
    initialScale();
    return errors;
  }

  private Optional<Entry> entry(String name, String old) {
    for (String key : List.of(GROUP + name, GROUP + old)) {
      if (annotations.has(key)) {
        return Optional.of(new Entry(key, annotations.path(key).asText()));
      }
    }
    return Optional.empty();
  }

  private void scalingClass() {
    entry("class", "class")
        .filter(e -> e.value().endsWith(".autoscaling.knative.dev"))
        .filter(e -> !Set.of(KPA, HPA).contains(e.value()))
        .ifPresent(e -> errors.also(FieldErrors.invalid(e.value(), e.key())));
  }

  private int count(Optional<Entry> entry) {
    if (entry.isEmpty()) {
      return 0;
    }
    String value = entry.get().value();
    if (!value.matches("[-+]?\\d+")) {
      errors.also(FieldErrors.invalid(value, entry.get().key()));
      return 0;
    }
    if (value.length() > 10
        || Long.parseLong(value) < 0
        || Long.parseLong(value) > Integer.MAX_VALUE) {
      errors.also(FieldErrors.outOfBounds(value, 0, Integer.MAX_VALUE, entry.get().key()));
      return 0;
    }
    return Integer.parseInt(value);
  }

  private void scales() {
    int min = count(entry("min-scale", "minScale"));
    int max = count(entry("max-scale", "maxScale"));
    if (max != 0 && max < min) {
      errors.also(
          FieldErrors.of(
              "max-scale=%d is less than min-scale=%d".formatted(max, min),
              "",
              GROUP + "max-scale",
              GROUP + "min-scale"));
    }
    entry("activation-scale", "activationScale").ifPresent(e -> activation(e, min, max));
  }

  private void activation(Entry entry, int min, int max) {
    if (!entry.value().matches("-?\\d{1,9}")) {
      errors.also(FieldErrors.invalid(entry.value(), entry.key()));
      return;
    }
    int scale = Integer.parseInt(entry.value());
    String wrong = "";
    if (min > scale) {
      wrong = "min-scale=%d is greater than activation-scale=%d".formatted(min, scale);
    } else if (max < scale && max != 0) {
      wrong = "max-scale=%d is less than activation-scale=%d".formatted(max, scale);
    } else if (scale < 2) {
      wrong = "activation-scale=%d must be greater than 1".formatted(scale);
    }
    if (!wrong.isEmpty()) {
      errors.also(FieldErrors.of(wrong, "", entry.key()));
    }
  }

  private void percent(String name, String old, int low, int high) {
    entry(name, old)
        .ifPresent(
            e -> {
              Double value = number(e.value());
              if (value == null) {
                errors.also(FieldErrors.invalid(e.value(), e.key()));
              } else if (value < low || value > high) {
                errors.also(FieldErrors.outOfBounds(e.value(), low, high, e.key()));
              }
            });
  }

  private void target() {
    entry("target", "target")
        .ifPresent(
            e -> {
              Double value = number(e.value());
              if (value == null) {
                errors.also(FieldErrors.invalid(e.value(), e.key()));
              } else if (value < 0.01) {
                errors.also(
                    FieldErrors.of(
                        "target %s should be at least 0.01".formatted(e.value()), "", e.key()));
              }
            });
  }

  private void burst() {
    entry("target-burst-capacity", "targetBurstCapacity")
        .filter(e -> number(e.value()) == null || number(e.value()) < 0 && number(e.value()) != -1)
        .ifPresent(e -> errors.also(FieldErrors.invalid(e.value(), e.key())));
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void window() {
    entry("window", "window")
        .ifPresent(
            e -> {
              Duration value = GoDuration.parse(e.value());
              if (value == null) {
                errors.also(FieldErrors.invalid(e.value(), e.key()));
              } else if (value.compareTo(Duration.ofSeconds(6)) < 0
                  || value.compareTo(LONGEST) > 0) {
                errors.also(FieldErrors.outOfBounds(e.value(), "6s", "1h0m0s", e.key()));
              } else if (value.getNano() != 0) {
                errors.also(precision(e.key()));
              }
            });
  }

  private static FieldErrors precision(String key) {
    return FieldErrors.of("must be specified with at most second precision", "", key);
  }

  private void delay(String name, String old, boolean seconds) {
    entry(name, old)
        .ifPresent(
            e -> {
              Duration value = GoDuration.parse(e.value());
              if (value == null) {
                errors.also(FieldErrors.invalid(e.value(), e.key()));
              } else if (value.isNegative() || value.compareTo(LONGEST) > 0) {
                errors.also(FieldErrors.outOfBounds(e.value(), "0s", "1h0m0s", e.key()));
              } else if (seconds && value.getNano() != 0) {
                errors.also(precision(e.key()));
              }
            });
  }

  private void metric() {
    Optional<Entry> metric = entry("metric", "metric");
    String scaler = entry("class", "class").map(Entry::value).orElse(KPA);
    if (metric.isPresent()) {
      String value = metric.get().value();
      boolean wrong =
          scaler.equals(KPA) && !Set.of("concurrency", "rps").contains(value)
              || scaler.equals(HPA) && value.isEmpty();
      if (wrong) {
        errors.also(FieldErrors.invalid(value, GROUP + "metric"));
      }
    }
  }

  private void initialScale() {
    entry("initial-scale", "initialScale")
        .ifPresent(
            e -> {
              if (!e.value().matches("-?\\d{1,9}")) {
                errors.also(FieldErrors.invalid(e.value(), e.key()));
              } else if (Integer.parseInt(e.value()) < 0) {
                errors.also(FieldErrors.invalid(e.value(), e.key() + " must be greater than 0"));
              } else if (Integer.parseInt(e.value()) == 0) {
                errors.also(FieldErrors.invalid(e.value(), e.key() + "=0 not allowed by cluster"));
              }
            });
  }
}
