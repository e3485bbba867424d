package dev.portolan.runtime;

import java.util.Map;

/** Reads what the deployer tells an adapter by environment variables. */
public final class Variables {
  private Variables() {}

  /**
   * A whole number.
   *
   * @param otherwise what it is where the variable is missing or empty
   * @param problems takes a sentence if it is anything else
   */
  public static int number(
      Map<String, String> environment,
      String key,
      int least,
      int most,
      int otherwise,
      StringBuilder problems) {
    String text = environment.get(key);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException ignored) {
      // told below
    }
    problems.append(problems.length() == 0 ? "" : " ");
    problems.append(key).append(" must be a whole number from ").append(least);
    problems.append(" to ").append(most).append('.');
    return otherwise;
  }
}
