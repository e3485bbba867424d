package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long ago something was. */
final class Since {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final Map<String, TemporalUnit> UNITS =
      Map.of(
          "s",
          ChronoUnit.SECONDS,
          "m",
          ChronoUnit.MINUTES,
          "h",
          ChronoUnit.HOURS,
          "d",
          ChronoUnit.DAYS);

  private Since() {}

  static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text.trim());
    if (!matcher.matches()) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "-Dsince=" + text + " is no length of time",
          "write a number and s, m, h or d: -Dsince=10m");
    }
    return Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
  }
}
