package dev.portolan.sandbox.images.pod;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits of a container, told to a JVM that cannot read them from a control group. */
final class Limits {
  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)(m|k|Ki|M|Mi|G|Gi)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "m", new BigDecimal("0.001"),
          "k", BigDecimal.valueOf(1000),
          "Ki", BigDecimal.valueOf(1024),
          "M", BigDecimal.valueOf(1_000_000),
          "Mi", BigDecimal.valueOf(1L << 20),
          "G", BigDecimal.valueOf(1_000_000_000),
          "Gi", BigDecimal.valueOf(1L << 30));

  private Limits() {}

  static List<String> jvm(Container container) {
    List<String> options = new ArrayList<>();
    BigDecimal memory = quantity(container.memory());
    if (memory != null) {
      options.add("-XX:MaxRAM=" + memory.toBigInteger());
    }
    BigDecimal processors = quantity(container.processors());
    if (processors != null) {
      int count = Math.max(1, processors.setScale(0, RoundingMode.CEILING).intValue());
      options.add("-XX:ActiveProcessorCount=" + count);
    }
    return options;
  }

  private static BigDecimal quantity(String text) {
    Matcher match = QUANTITY.matcher(text);
    if (!match.matches()) {
      return null;
    }
    BigDecimal unit = match.group(2) == null ? BigDecimal.ONE : UNITS.get(match.group(2));
    return new BigDecimal(match.group(1)).multiply(unit);
  }
}
