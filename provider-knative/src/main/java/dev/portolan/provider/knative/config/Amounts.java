package dev.portolan.provider.knative.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as Kubernetes writes them back, so that what is equal looks equal. */
public final class Amounts {
  private static final Pattern CPU = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?|(\\d{1,6})m");

  private Amounts() {}

  /** Reads {@code 1}, {@code 0.5} or {@code 500m}; empty if it is none, or nothing. */
  public static Optional<Integer> milliCpu(String text) {
    Matcher matcher = CPU.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int milli =
        matcher.group(3) != null
            ? Integer.parseInt(matcher.group(3))
            : Integer.parseInt(matcher.group(1)) * 1000 + thousandths(matcher.group(2));
    return milli > 0 ? Optional.of(milli) : Optional.empty();
  }

  public static String cpu(int milli) {
    return milli % 1000 == 0 ? String.valueOf(milli / 1000) : milli + "m";
  }

  public static String memory(int mebibytes) {
    return mebibytes % 1024 == 0 ? mebibytes / 1024 + "Gi" : mebibytes + "Mi";
  }

  private static int thousandths(String decimals) {
    return decimals == null ? 0 : Integer.parseInt((decimals + "00").substring(0, 3));
  }
}
