package dev.portolan.deploy.driver;

import java.util.Optional;

/** Looks into what was thrown: vendors' clients wrap what happened, often more than once. */
public final class Thrown {
  private Thrown() {}

  /** The first of a type among an exception and its causes. */
  public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  /** What happened and, where it says more, what was at the bottom of it. */
  public static String told(Throwable failure) {
    return told(failure, String.valueOf(failure.getMessage()));
  }

  /**
   * What happened and, where it says more, what was at the bottom of it.
   *
   * @param top what is said in place of the exception's own message
   */
  public static String told(Throwable failure, String top) {
    Throwable bottom = failure;
    while (bottom.getCause() != null && bottom.getCause() != bottom) {
      bottom = bottom.getCause();
    }
    String deep = bottom == failure ? "" : bottom.toString();
    return deep.isEmpty() || top.contains(deep) ? top : top + " (" + deep + ")";
  }
}
