package dev.portolan.sandbox.azure.web;

import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;

/** What became of one call, as the line says that tells of it. */
public final class Lines {
  /** Of a call that ended well. */
  public static final String HANDLED = "handled";

  private Lines() {}

  /** One call of a function: {@code handled}, {@code failed …}, or why there was none. */
  public static Delivery told(String function, String line) {
    Fate fate = Fate.UNDELIVERED;
    if (line.equals(HANDLED)) {
      fate = Fate.HANDLED;
    } else if (line.startsWith("failed")) {
      fate = Fate.FAILED;
    }
    return Delivery.of(function, fate, fate == Fate.UNDELIVERED ? 0 : 1, line);
  }
}
