package dev.portolan.sandbox.gcp.run;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount as Kubernetes writes it: {@code 512Mi}, {@code 250m}. */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z]*)");
  private static final Map<String, Double> UNITS =
      Map.of(
          "",
          1.0,
          "m",
          0.001,
          "k",
          1e3,
          "K",
          1e3,
          "M",
          1e6,
          "G",
          1e9,
          "Ki",
          1024.0,
          "Mi",
          1048576.0,
          "Gi",
          1073741824.0);

  private Quantity() {}

  /** The amount; nothing when it is not one. */
  public static Optional<Double> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && UNITS.containsKey(matcher.group(2))
        ? Optional.of(Double.parseDouble(matcher.group(1)) * UNITS.get(matcher.group(2)))
        : Optional.empty();
  }
}
