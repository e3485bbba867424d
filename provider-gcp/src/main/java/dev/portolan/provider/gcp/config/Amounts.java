package dev.portolan.provider.gcp.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Cloud Run spells them. */
public final class Amounts {
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,15})(Ki|Mi|Gi|k|M|G)?");

  private Amounts() {}

  /** {@code 1}, {@code 0.5} or {@code 500m} as thousandths of a processor. */
  public static Optional<Integer> milliCpu(String text) {
    if (text.matches("\\d{1,6}m")) {
      return Optional.of(Integer.parseInt(text.substring(0, text.length() - 1)));
    }
    if (text.matches("\\d{1,3}(\\.\\d{1,3})?")) {
      return Optional.of(new BigDecimal(text).movePointRight(3).intValueExact());
    }
    return Optional.empty();
  }

  /** Whole processors as such, parts in thousandths. */
  public static String cpu(int milli) {
    return milli % 1000 == 0 ? String.valueOf(milli / 1000) : milli + "m";
  }

  public static String memory(int mebibytes) {
    return mebibytes % 1024 == 0 ? mebibytes / 1024 + "Gi" : mebibytes + "Mi";
  }

  /** Mebibytes, rounded to the nearest; 0 for what is no amount. */
  public static int mebibytes(String text) {
    Matcher matcher = MEMORY.matcher(text);
    if (!matcher.matches()) {
      return 0;
    }
    BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
    return amount.divide(BigDecimal.valueOf(1L << 20), 0, RoundingMode.HALF_UP).intValue();
  }

  private static BigDecimal unit(String suffix) {
    long bytes =
        switch (String.valueOf(suffix)) {
          case "Ki" -> 1L << 10;
          case "Mi" -> 1L << 20;
          case "Gi" -> 1L << 30;
          case "k" -> 1_000L;
          case "M" -> 1_000_000L;
          case "G" -> 1_000_000_000L;
          default -> 1L;
        };
    return BigDecimal.valueOf(bytes);
  }
}
