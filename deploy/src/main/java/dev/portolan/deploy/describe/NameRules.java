package dev.portolan.deploy.describe;

import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What queues, buckets and tables may be called on every platform; docs/decisions/0021 has their
 * rules. Names that one platform alone keeps for itself are refused there.
 */
public final class NameRules {
  private static final Pattern NAME = Pattern.compile("(?!goog|.*--)[a-z][a-z0-9-]{1,61}[a-z0-9]");

  private NameRules() {}

  /** Whether every platform takes it. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * @param thing what is named, such as {@code queue}
   * @param told of the fault, and of what to do about it
   */
  public static void check(String thing, String name, BiConsumer<String, String> told) {
    if (!isName(name)) {
      told.accept(
          "'" + name + "' cannot be a " + thing + "'s name on every platform",
          "3 to 63 lower-case letters, digits and dashes, a letter first, no dash last, no two"
              + " together, not 'goog' first; where it is called otherwise, set"
              + " portolan.<provider>.names.<name here>");
    }
  }
}
